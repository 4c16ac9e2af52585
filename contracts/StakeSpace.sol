// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC6909} from "@openzeppelin/contracts/token/ERC6909/ERC6909.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {Books} from "./base/Books.sol";
import {Rounds} from "./base/Rounds.sol";
import {TransientGuard} from "./base/TransientGuard.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {PoolArray} from "./libraries/PoolArray.sol";
import {PoolShares} from "./libraries/PoolShares.sol";
import {RateGrid} from "./libraries/RateGrid.sol";
import {RoundClock} from "./libraries/RoundClock.sol";
import {Book, Clearing, TickBook} from "./libraries/TickBook.sol";
import {Gate} from "./types/Gate.sol";
import {ModelHead} from "./types/ModelHead.sol";
import {Parameters} from "./types/Parameters.sol";
import {Pool} from "./types/Pool.sol";
import {toPositionId} from "./types/PositionId.sol";
import {Tick, MAX_TICK} from "./types/Tick.sol";

/// @title Staking on models under auctioned stake limits
/// @notice Positions are ERC-6909 tokens. What each action does and when it is refused stands in {IStakeSpace}.
contract StakeSpace is Books, ERC6909, Multicall, AccessManaged, TransientGuard {
    using PoolArray for Pool[128];
    using PoolShares for Pool;
    using RateGrid for Tick;
    using RoundClock for Parameters;
    using TickBook for Book;

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
    ) Rounds(token_, p) Books(registry_) AccessManaged(authority) {
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
        Gate gate = _gate;
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
        Gate gate = _gate;
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
        Gate gate = _gate;
        require(!gate.paused(), Paused());
        require(block.timestamp < gate.locksAt(), BiddingClosed(gate.locksAt(), block.timestamp));
        _requireRoom(gate.held(), assets);
        tick.check();
        (Model storage model, ModelHead head) = _settleForAction(modelId, gate.round());
        shares = _enter(model, modelId, tick, assets, receiver, head, gate.minBid());
        emit Bid(toPositionId(modelId, tick).unwrap(), assets);
        _pull(gate, assets);
    }

    /// @dev `assets` is below 2^120.
    function _enter(
        Model storage model,
        uint256 modelId,
        Tick tick,
        uint256 assets,
        address receiver,
        ModelHead head,
        uint256 minBid
    ) private returns (uint256 shares) {
        uint256 id = toPositionId(modelId, tick).unwrap();
        Pool before = model.pools.read(tick);
        Pool next;
        (next, shares) = before.enter(assets);
        model.pools.write(tick, next);
        if (before.isEmpty()) _occupy(model, modelId, head, tick);
        _mint(receiver, id, shares);
        // What was bought is worth enough alone, which no shares are not, or with what the receiver had.
        if (next.toAssetsDown(shares) >= minBid) return shares;
        require(shares > 0, ZeroAmount());
        _requireMinBid(receiver, id, next, minBid);
    }

    /// @dev Whoever names the number of their shares can be sent one more first, which would be too little to stay behind.
    function _sharesMeant(address owner, uint256 id, uint256 shares) private view returns (uint256 meant) {
        meant = shares;
        if (shares == type(uint256).max) meant = balanceOf(owner, id);
        require(meant > 0, ZeroAmount());
    }

    function _leave(
        Model storage model,
        uint256 id,
        Tick tick,
        uint256 shares,
        address owner,
        ModelHead head,
        uint256 minBid
    ) private returns (uint256 assets, ModelHead left) {
        _burn(owner, id, shares);
        Pool next;
        uint256 dust;
        (next, assets, dust) = model.pools.read(tick).depart(shares);
        if (dust > 0) _ledger.burned += uint120(dust);
        model.pools.write(tick, next);
        left = head;
        if (next.isEmpty()) left = _vacate(model, head, tick);
        _requireMinBid(owner, id, next, minBid);
    }

    function _requireMinBid(address owner, uint256 id, Pool p, uint256 minBid) private view {
        uint256 shares = balanceOf(owner, id);
        if (shares == 0) return;
        uint256 assets = p.toAssetsDown(shares);
        require(assets >= minBid, PositionBelowMinBid(id, assets, minBid));
    }

    function _requireMayLeave(
        Model storage model,
        uint256 modelId,
        Tick tick,
        ModelHead head,
        uint256 locksAt
    ) private view {
        if (block.timestamp < locksAt) _requireNotQuiet(locksAt);
        else _requireIdle(model, modelId, tick, tick, head);
    }

    function _requireMayMove(
        Model storage model,
        uint256 modelId,
        Tick from,
        Tick to,
        ModelHead head,
        uint256 locksAt
    ) private view {
        if (block.timestamp >= locksAt) _requireIdle(model, modelId, from, to, head);
        else if (to < from) _requireNotQuiet(locksAt);
    }

    function _requireNotQuiet(uint256 locksAt) private view {
        if (locksAt == RoundClock.RECESS) return;
        uint256 from = _currentParameters().quietFrom(locksAt);
        require(block.timestamp < from, QuietPeriod(from, block.timestamp));
    }

    /// @dev While the book is frozen, stake below the price tick takes no part in the round.
    function _requireIdle(Model storage model, uint256 modelId, Tick from, Tick to, ModelHead head) private view {
        require(_progress.proposedAt == 0, ReportPending(_gate.round()));
        (Book memory book, Clearing memory c) = _clearing(model, head);
        Tick higher = from;
        if (to > from) higher = to;
        require(book.isIdle(c, higher), StakeLocked(modelId, Tick.unwrap(higher), Tick.unwrap(c.priceTick)));
    }

    // ------------------------------------------------------------------------------------------------------------- Owners

    /// @inheritdoc IStakeSpace
    function setReserve(uint256 modelId, uint8 tick) external nonReentrant {
        Tick.wrap(tick).check();
        uint256 round = _gate.round();
        (Model storage model, ) = _settleForAction(modelId, round);
        _requireOwner(modelId);
        model.offer = model.offer.withNextReserve(Tick.wrap(tick), round);
        emit ReserveTickSet(modelId, tick, round + 1);
    }

    /// @inheritdoc IStakeSpace
    function collectRent(uint256 modelId) external nonReentrant returns (uint256 assets) {
        (Model storage model, ModelHead head) = _settleForAction(modelId, _gate.round());
        _requireOwner(modelId);
        assets = head.rent();
        model.head = head.withoutRent();
        _ledger.rentOwed -= uint120(assets);
        emit RentCollected(modelId, msg.sender, assets);
        _push(msg.sender, assets);
    }

    function _requireOwner(uint256 modelId) private view {
        require(registry.ownerOrZero(modelId) == msg.sender, NotModelOwner(modelId, msg.sender));
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @inheritdoc IStakeSpace
    function settle(uint256[] calldata modelIds) external nonReentrant {
        Batch memory batch;
        uint256 open = _gate.round();
        for (uint256 i = 0; i < modelIds.length; ++i) {
            uint256 loads = batch.loads;
            uint256 free;
            assembly ("memory-safe") {
                free := mload(0x40)
            }
            if (_models[modelIds[i]].head.nextRound() < open) _settle(modelIds[i], type(uint256).max, batch);
            // Only the terms of a round outlive the model they were loaded for: all other memory is used again for the next one,
            // whose cost would grow with the length of the batch otherwise.
            if (batch.loads == loads) {
                assembly ("memory-safe") {
                    mstore(0x40, free)
                }
            }
        }
        _flush(batch);
    }

    /// @inheritdoc IStakeSpace
    function settle(uint256 modelId, uint256 maxRounds) external nonReentrant returns (uint256 settledThrough) {
        Batch memory batch;
        settledThrough = _settle(modelId, maxRounds, batch).nextRound() - 1;
        _flush(batch);
    }

    /// @inheritdoc IStakeSpace
    function expireRound() external nonReentrant {
        _expireRound();
    }

    /// @inheritdoc IStakeSpace
    function flushBurned() external nonReentrant returns (uint256 assets) {
        assets = _ledger.burned;
        _ledger.burned = 0;
        emit BurnFlushed(assets);
        _push(sink, assets);
    }

    /// @inheritdoc IStakeSpace
    function fundTreasury(uint256 assets) external nonReentrant {
        require(assets > 0, ZeroAmount());
        Gate gate = _gate;
        _requireRoom(gate.held(), assets);
        _pull(gate, assets);
        _ledger.treasury += uint120(assets);
        emit TreasuryFunded(msg.sender, assets);
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
        require(round == _gate.round(), WrongRound(round, _gate.round()));
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
        _gate = _gate.withPaused(paused);
        emit PausedSet(paused);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @inheritdoc IStakeSpace
    function rate(uint8 tick) external pure returns (uint256) {
        if (Tick.wrap(tick) > MAX_TICK) return 0;
        return Tick.wrap(tick).rate();
    }

    /// @inheritdoc IStakeSpace
    function positionAssets(address owner, uint256 modelId, uint8 tick) external view returns (uint256) {
        (Pool p, ) = _poolAsSettled(modelId, Tick.wrap(tick));
        if (p.isEmpty()) return 0;
        return p.toAssetsDown(balanceOf(owner, toPositionId(modelId, Tick.wrap(tick)).unwrap()));
    }
}
