// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {Books} from "./base/Books.sol";
import {Clock} from "./base/Clock.sol";
import {Ledger} from "./base/Ledger.sol";
import {NeedsCancun} from "./base/NeedsCancun.sol";
import {Positions} from "./base/Positions.sol";
import {TransientGuard} from "./base/TransientGuard.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {RateGrid} from "./libraries/RateGrid.sol";
import {Gate} from "./types/Gate.sol";
import {ModelHead} from "./types/ModelHead.sol";
import {Parameters} from "./types/Parameters.sol";
import {toPositionId} from "./types/PositionId.sol";
import {Tick, MAX_TICK} from "./types/Tick.sol";

/// @title Staking on models under auctioned stake limits
/// @notice Positions are ERC-6909 tokens. What each action does and when it is refused stands in {IStakeSpace}.
contract StakeSpace is Positions, Multicall, AccessManaged, TransientGuard, NeedsCancun {
    using RateGrid for Tick;

    /// @inheritdoc IStakeSpace
    address public immutable oracle;
    /// @inheritdoc IStakeSpace
    address public immutable sink;

    modifier onlyOracle() {
        require(msg.sender == oracle, NotOracle(msg.sender));
        _;
    }

    /// @param token_ What is staked; see the assumptions in {IStakeSpace}.
    /// @param sink_ Where burns go; owned by nobody.
    /// @param authority The access manager with the governor and the guardian.
    /// @param p The parameters of round 1, which opens now.
    constructor(
        IERC20 token_,
        IModelRegistry registry_,
        address oracle_,
        address sink_,
        address authority,
        Parameters memory p
    ) Clock(p) Ledger(token_) Books(registry_) AccessManaged(authority) {
        oracle = oracle_;
        sink = sink_;
    }

    // ------------------------------------------------------------------------------------------------------------ Staking

    /// @inheritdoc IStakeSpace
    function bid(
        uint256 modelId,
        uint8 tick,
        uint256 assets,
        address receiver
    ) external nonReentrant returns (uint256 shares) {
        return _bid(modelId, Tick.wrap(tick), assets, receiver);
    }

    /// @inheritdoc IStakeSpace
    function bidWithPermit(
        uint256 modelId,
        uint8 tick,
        uint256 assets,
        address receiver,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 shares) {
        // Someone may have used the permit first, to make this call fail: then the allowance is there already.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), assets, deadline, v, r, s) {} catch {}
        return _bid(modelId, Tick.wrap(tick), assets, receiver);
    }

    /// @inheritdoc IStakeSpace
    function withdraw(
        uint256 modelId,
        uint8 tick,
        uint256 shares,
        address receiver,
        address owner
    ) external nonReentrant returns (uint256 assets) {
        Gate gate = _readGate();
        (Model storage model, ModelHead head) = _settleForAction(modelId, gate.round());
        _requireMayLeave(model, modelId, Tick.wrap(tick), head, gate.locksAt());
        uint256 id = toPositionId(modelId, Tick.wrap(tick)).unwrap();
        uint256 leaving = _sharesMeant(owner, id, shares);
        if (msg.sender != owner && !isOperator(owner, msg.sender)) _spendAllowance(owner, msg.sender, id, leaving);
        (assets, ) = _leave(model, id, Tick.wrap(tick), leaving, owner, head, gate.minBid());
        emit Withdrawn(id, owner, receiver, assets);
        _push(receiver, assets);
    }

    /// @inheritdoc IStakeSpace
    function move(
        uint256 modelId,
        uint8 fromTick,
        uint8 toTick,
        uint256 shares
    ) external nonReentrant returns (uint256 newShares) {
        Gate gate = _readGate();
        require(!gate.paused(), Paused());
        require(fromTick != toTick, SameTick(fromTick));
        Tick.wrap(toTick).check();
        (Model storage model, ModelHead head) = _settleForAction(modelId, gate.round());
        _requireMayMove(model, modelId, Tick.wrap(fromTick), Tick.wrap(toTick), head, gate.locksAt());
        uint256 id = toPositionId(modelId, Tick.wrap(fromTick)).unwrap();
        uint256 leaving = _sharesMeant(msg.sender, id, shares);
        uint256 assets;
        (assets, head) = _leave(model, id, Tick.wrap(fromTick), leaving, msg.sender, head, gate.minBid());
        newShares = _enter(model, modelId, Tick.wrap(toTick), assets, msg.sender, head, gate.minBid());
        emit Moved(modelId, msg.sender, fromTick, toTick, assets, newShares);
    }

    function _bid(uint256 modelId, Tick tick, uint256 assets, address receiver) private returns (uint256 shares) {
        Gate gate = _readGate();
        require(!gate.paused(), Paused());
        require(block.timestamp < gate.locksAt(), BiddingClosed(gate.locksAt(), block.timestamp));
        _requireRoom(gate.held(), assets);
        tick.check();
        (Model storage model, ModelHead head) = _settleForAction(modelId, gate.round());
        shares = _enter(model, modelId, tick, assets, receiver, head, gate.minBid());
        emit Bid(toPositionId(modelId, tick).unwrap(), assets);
        _pull(gate, assets);
    }

    // ------------------------------------------------------------------------------------------------------------- Owners

    /// @inheritdoc IStakeSpace
    function setReserve(uint256 modelId, uint8 tick) external nonReentrant {
        Tick.wrap(tick).check();
        uint256 round = _round();
        (Model storage model, ) = _settleForAction(modelId, round);
        _requireOwner(modelId);
        model.offer = model.offer.withNextReserve(Tick.wrap(tick), round);
        emit ReserveTickSet(modelId, tick, round + 1);
    }

    /// @inheritdoc IStakeSpace
    function collectRent(uint256 modelId) external nonReentrant returns (uint256 assets) {
        (Model storage model, ModelHead head) = _settleForAction(modelId, _round());
        _requireOwner(modelId);
        assets = head.rent();
        model.head = head.withoutRent();
        emit RentCollected(modelId, msg.sender, assets);
        _payRent(msg.sender, assets);
    }

    function _requireOwner(uint256 modelId) private view {
        require(registry.ownerOrZero(modelId) == msg.sender, NotModelOwner(modelId, msg.sender));
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @inheritdoc IStakeSpace
    function settle(uint256[] calldata modelIds) external nonReentrant {
        _settleAll(modelIds);
    }

    /// @inheritdoc IStakeSpace
    function settle(uint256 modelId, uint256 maxRounds) external nonReentrant returns (uint256 settledThrough) {
        return _settleUpTo(modelId, maxRounds);
    }

    /// @inheritdoc IStakeSpace
    function expireRound() external nonReentrant {
        _expireRound();
    }

    /// @inheritdoc IStakeSpace
    function flushBurned() external nonReentrant returns (uint256 assets) {
        return _flushBurned(sink);
    }

    /// @inheritdoc IStakeSpace
    function fundTreasury(uint256 assets) external nonReentrant {
        _fundTreasury(assets);
    }

    // ------------------------------------------------------------------------------------------------------------- Oracle

    /// @inheritdoc IStakeSpace
    function holdReport(
        uint256 round,
        uint256 modelCount,
        uint256 payoutFactor,
        uint256 maxScore,
        address[] calldata pages
    ) external onlyOracle nonReentrant {
        _holdReport(round, modelCount, payoutFactor, maxScore, pages);
    }

    /// @inheritdoc IStakeSpace
    function dropReport(uint256 round) external onlyOracle nonReentrant {
        _dropReport(round);
    }

    /// @inheritdoc IStakeSpace
    function closeRound(uint256 round) external onlyOracle nonReentrant {
        _closeRound(round);
    }

    /// @inheritdoc IStakeSpace
    function resumeByQuorum(uint256 round) external onlyOracle nonReentrant {
        require(round == _round(), WrongRound(round, _round()));
        _resume();
    }

    // ----------------------------------------------------------------------------------------------- Governor and guardian

    /// @inheritdoc IStakeSpace
    function resume() external restricted {
        _resume();
    }

    // In memory: read from calldata, the struct would be decoded by three pieces of code, too many for the size limit.
    // solhint-disable gas-calldata-parameters
    /// @inheritdoc IStakeSpace
    function queueParameters(Parameters memory p) external restricted {
        _queueParameters(p);
    }
    // solhint-enable gas-calldata-parameters

    /// @inheritdoc IStakeSpace
    function queueTreasuryWithdrawal(uint256 assets, address receiver) external restricted {
        _queueTreasuryWithdrawal(assets, receiver);
    }

    /// @inheritdoc IStakeSpace
    function setPaused(bool paused) external restricted {
        _setPaused(paused);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @inheritdoc IStakeSpace
    function rate(uint8 tick) external pure returns (uint256) {
        if (Tick.wrap(tick) > MAX_TICK) return 0;
        return Tick.wrap(tick).rate();
    }
}
