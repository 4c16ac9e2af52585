// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Accounts, IStakeSpace} from "../interfaces/IStakeSpace.sol";
import {Batch} from "../libraries/Batches.sol";
import {CappedTransfer} from "../libraries/CappedTransfer.sol";
import {Gate} from "../types/Gate.sol";
import {Clock} from "./Clock.sol";

/// @title What the contract holds and owes beside the pools
/// @notice The only place that moves tokens, and the only one that writes the treasury, the burned and the rent owed.
abstract contract Ledger is Clock {
    using CappedTransfer for IERC20;
    using SafeERC20 for IERC20;

    /// @notice Token wei that are neither in a pool nor in a reserve, in one slot.
    struct Balances {
        uint120 treasury;
        uint120 burned;
        uint120 rentOwed;
    }

    struct TreasuryWithdrawal {
        uint120 assets;
        address receiver;
    }

    uint256 private constant WAD = 1e18;
    /// @dev Nothing the contract ever owes can outgrow what it holds, so every amount fits in 120 bits.
    uint256 private constant MAX_HELD = type(uint120).max;

    /// @inheritdoc IStakeSpace
    IERC20 public immutable token;

    Balances private _balances;
    TreasuryWithdrawal private _treasuryWithdrawal;

    constructor(IERC20 token_) {
        token = token_;
    }

    // ------------------------------------------------------------------------------------------------------------- Tokens

    function _requireRoom(uint256 held, uint256 assets) internal pure {
        require(assets <= MAX_HELD - held, DepositCapExceeded(assets, MAX_HELD - held));
    }

    /// @dev Takes exactly `assets`, for which there is room, from the caller. A token that delivers anything else is refused.
    function _pull(Gate gate, uint256 assets) internal {
        _storeHeld(gate.plusHeld(assets));
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), assets);
        uint256 received = token.balanceOf(address(this)) - before;
        require(received == assets, InexactTransfer(received, assets));
    }

    function _push(address receiver, uint256 assets) internal {
        _storeHeld(_readGate().minusHeld(assets));
        token.safeTransfer(receiver, assets);
    }

    // ----------------------------------------------------------------------------------------------------------- Treasury

    function _fundTreasury(uint256 assets) internal {
        require(assets > 0, ZeroAmount());
        Gate gate = _readGate();
        _requireRoom(gate.held(), assets);
        // Booked first: whoever looks from within the transfer sees what there is.
        _balances.treasury += uint120(assets);
        _pull(gate, assets);
        emit TreasuryFunded(msg.sender, assets);
    }

    function _queueTreasuryWithdrawal(uint256 assets, address receiver) internal {
        _requireRoom(0, assets);
        _treasuryWithdrawal = TreasuryWithdrawal(uint120(assets), receiver);
        emit TreasuryWithdrawalQueued(receiver, assets);
    }

    /// @dev A token that refuses this transfer, or eats all gas it gets, must not keep the next round from opening; nor may
    /// whoever closes a round make it fail by sending little gas.
    function _withdrawTreasury() internal {
        TreasuryWithdrawal memory queued = _treasuryWithdrawal;
        if (queued.assets == 0) return;
        uint256 gasLeft = gasleft();
        require(gasLeft >= CappedTransfer.GAS_NEEDED, GasTooLow(gasLeft, CappedTransfer.GAS_NEEDED));
        delete _treasuryWithdrawal;
        uint120 assets = uint120(Math.min(queued.assets, _balances.treasury));
        _balances.treasury -= assets;
        _storeHeld(_readGate().minusHeld(assets));
        if (token.tryTransfer(queued.receiver, assets)) {
            emit TreasuryWithdrawn(queued.receiver, assets);
            return;
        }
        _balances.treasury += assets;
        _storeHeld(_readGate().plusHeld(assets));
        // Unless another was queued from within the call.
        if (_treasuryWithdrawal.assets == 0) _treasuryWithdrawal = queued;
        emit TreasuryWithdrawalFailed(queued.receiver, queued.assets);
    }

    /// @dev Sets aside what a return of `xMax` on everything that can be stake would take from the treasury.
    function _setReserveAside(uint256 held, uint256 xMax) internal returns (uint256 reserve) {
        // U, all pool assets plus open reserves, bounds the stake of this round whoever has settled what so far.
        uint256 bound = held - _balances.treasury - _balances.burned - _balances.rentOwed;
        reserve = Math.mulDiv(bound, xMax, WAD, Math.Rounding.Ceil);
        require(reserve <= _balances.treasury, TreasuryShort(reserve, _balances.treasury));
        _balances.treasury -= uint120(reserve);
    }

    function _giveReserveBack(uint256 reserve) internal {
        _balances.treasury += uint120(reserve);
    }

    // -------------------------------------------------------------------------------------------------- Settlements, exits

    function _bookBatch(Batch memory batch) internal {
        Balances memory b = _balances;
        b.treasury += uint120(batch.treasury);
        b.burned += uint120(batch.burned);
        b.rentOwed += uint120(batch.rentOwed);
        _balances = b;
        (batch.treasury, batch.burned, batch.rentOwed) = (0, 0, 0);
    }

    /// @dev What is left in a pool when its last share leaves.
    function _bookDust(uint256 dust) internal {
        if (dust > 0) _balances.burned += uint120(dust);
    }

    function _payRent(address receiver, uint256 assets) internal {
        _balances.rentOwed -= uint120(assets);
        _push(receiver, assets);
    }

    function _flushBurned(address sink) internal returns (uint256 assets) {
        assets = _balances.burned;
        _balances.burned = 0;
        emit BurnFlushed(assets);
        _push(sink, assets);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @inheritdoc IStakeSpace
    function queuedTreasuryWithdrawal() external view returns (uint256 assets, address receiver) {
        return (_treasuryWithdrawal.assets, _treasuryWithdrawal.receiver);
    }

    /// @inheritdoc IStakeSpace
    function accounts() external view returns (Accounts memory) {
        return
            Accounts({
                held: _readGate().held(),
                treasury: _balances.treasury,
                burned: _balances.burned,
                rentOwed: _balances.rentOwed,
                stakedModels: _progress.stakedModels
            });
    }
}
