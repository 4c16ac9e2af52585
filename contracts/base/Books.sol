// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeSpace, ModelStatus, Outcome, Quote} from "../interfaces/IStakeSpace.sol";
import {PoolShares} from "../libraries/PoolShares.sol";
import {RateGrid} from "../libraries/RateGrid.sol";
import {ScoreSheet} from "../libraries/ScoreSheet.sol";
import {Flows, Settlement} from "../libraries/Settlement.sol";
import {Limit, StakeLimit} from "../libraries/StakeLimit.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {Parameters} from "../types/Parameters.sol";
import {Pool} from "../types/Pool.sol";
import {ScoreRecord} from "../types/ScoreRecord.sol";
import {Tick} from "../types/Tick.sol";
import {Rounds} from "./Rounds.sol";

/// @title The books of the models: pools, limits, rent, and their settlement in round order
abstract contract Books is Rounds {
    using PoolShares for Pool;
    using ScoreSheet for address[];
    using Settlement for Book;
    using StakeLimit for Limit;
    using TickBook for Book;
    using TickBook for Clearing;
    using TickBook for uint128;

    /// @notice What every action on a model reads, in one slot.
    struct Head {
        uint128 bitmap;
        /// Rent not yet collected.
        uint112 rent;
        /// The first round the model is not settled for; 0 until its first action.
        uint16 nextRound;
    }

    /// @notice What the model has to sell, in one slot.
    struct Offer {
        uint112 base;
        uint112 earned;
        /// The reserve tick counts before `nextReserveFrom`, the next one from that round on.
        uint8 reserveTick;
        uint8 nextReserveTick;
        uint16 nextReserveFrom;
    }

    struct Model {
        Head head;
        Offer offer;
        /// One per tick.
        Pool[128] pools;
    }

    /// @notice A model in memory: what settlement advances, round by round.
    struct Draft {
        Head head;
        Offer offer;
        Limit limit;
        Book book;
        /// Rent credited since the model was read.
        uint256 rent;
        /// How many pools, from the top, a settlement changed.
        uint256 touched;
    }

    /// @dev An action on a model further behind than this must be preceded by `settle(modelId, maxRounds)`: 16 rounds of a
    /// book with all 128 ticks fit in one transaction.
    uint256 internal constant MAX_ROUNDS_PER_ACTION = 16;

    IModelRegistry public immutable registry;

    mapping(uint256 modelId => Model) internal _models;

    constructor(IModelRegistry registry_) {
        registry = registry_;
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @dev Every action on a model starts here, so that nobody acts on stale state.
    function _settleForAction(uint256 modelId, uint256 round) internal returns (Head memory head) {
        head = _models[modelId].head;
        if (head.nextRound == round) return head;
        // A staked model has nextRound > 0.
        if (head.bitmap != 0 && round - head.nextRound > MAX_ROUNDS_PER_ACTION) {
            revert NotSettled(modelId, head.nextRound - 1, round - 1);
        }
        Batch memory batch;
        head = _settle(modelId, MAX_ROUNDS_PER_ACTION, batch);
        _flush(batch);
    }

    /// @dev Settles at most `maxRounds` rounds. The caller flushes the batch.
    function _settle(uint256 modelId, uint256 maxRounds, Batch memory batch) internal returns (Head memory) {
        uint256 open = _gate.round;
        Model storage model = _models[modelId];
        Draft memory draft = _draft(modelId);
        Head memory head = draft.head;
        require(head.nextRound > 0, UnknownModel(modelId));
        if (head.bitmap == 0) {
            _fastForward(modelId, draft, open);
        } else {
            uint256 end = Math.min(open, Math.saturatingAdd(head.nextRound, maxRounds));
            for (uint256 round = head.nextRound; round < end; ++round) {
                if (batch.round != round) {
                    _flush(batch);
                    _loadRound(batch, round);
                }
                if (!batch.reported) continue;
                Flows memory flows = _settleRound(modelId, draft, batch);
                _book(batch, flows);
                _emitSettled(modelId, round, flows, draft.limit);
            }
            _storePools(model, draft);
            head.nextRound = uint16(end);
            head.rent += uint112(draft.rent);
        }
        draft.offer.base = uint112(draft.limit.base);
        draft.offer.earned = uint112(draft.limit.earned);
        model.head = head;
        model.offer = draft.offer;
        return head;
    }

    /// @dev One reported round, in memory only.
    function _settleRound(
        uint256 modelId,
        Draft memory draft,
        Batch memory batch
    ) private view returns (Flows memory flows) {
        ScoreRecord r = _rounds[batch.round].pages.recordOf(modelId);
        Tick reserveTick = _reserveTickAt(draft.offer, batch.round);
        uint256 count;
        (flows, draft.limit, count) = draft.book.settle(draft.limit, reserveTick, batch.terms, r);
        draft.touched = Math.max(draft.touched, count);
        draft.rent += flows.rent - flows.fee;
    }

    function _storePools(Model storage model, Draft memory draft) private {
        Tick[] memory ticks = draft.book.ticks;
        Pool[] memory pools = draft.book.pools;
        uint256 touched = draft.touched;
        for (uint256 i = 0; i < touched; ++i) model.pools[Tick.unwrap(ticks[i])] = pools[i];
    }

    /// @dev A model without any stake when a reported round closes has earned nothing and that round's base: the last
    /// reported round alone says where it stands, however many there were.
    function _fastForward(uint256 modelId, Draft memory draft, uint256 open) private view {
        uint256 reported = _progress.lastReported;
        if (reported >= draft.head.nextRound) draft.limit = _unstakedLimit(modelId, reported);
        draft.head.nextRound = uint16(open);
    }

    /// @dev A sheet covers every model that ever had a bid; one that it leaves out is a newcomer still.
    function _unstakedLimit(uint256 modelId, uint256 reported) private view returns (Limit memory) {
        Round storage round = _rounds[reported];
        if (modelId > round.modelCount) return _newcomerLimit(modelId);
        uint256 base = StakeLimit.baseOf(_parameters[round.parametersId], round.pages.recordOf(modelId));
        return Limit({base: base, earned: 0});
    }

    function _newcomerLimit(uint256 modelId) private view returns (Limit memory) {
        uint256 round = registry.registrationRound(modelId);
        return StakeLimit.newcomer(_parameters[_rounds[round].parametersId]);
    }

    function _emitSettled(uint256 modelId, uint256 round, Flows memory f, Limit memory l) private {
        // Both below 2^120, and one of them 0.
        int256 result = int256(f.gain) - int256(f.burn);
        emit ModelSettled(modelId, round, f.filled, f.rate, result, f.rent, l.base, l.earned);
    }

    // -------------------------------------------------------------------------------------------------------------- Books

    /// @dev Puts a changed pool in its place; a pool that comes or goes changes the bitmap and the count of staked models.
    function _putPool(uint256 modelId, Tick tick, Pool before, Pool next, Head memory head) internal {
        Model storage model = _models[modelId];
        model.pools[Tick.unwrap(tick)] = next;
        if (before.isEmpty() == next.isEmpty()) return;
        uint128 bitmap = head.bitmap;
        if (next.isEmpty()) {
            head.bitmap = bitmap.without(tick);
            if (head.bitmap == 0) --_progress.stakedModels;
        } else {
            head.bitmap = bitmap.with(tick);
            if (bitmap == 0) {
                ++_progress.stakedModels;
                if (modelId > _progress.highestStakedModel) _progress.highestStakedModel = uint32(modelId);
            }
        }
        model.head.bitmap = head.bitmap;
    }

    function _pool(uint256 modelId, Tick tick) internal view returns (Pool) {
        return _models[modelId].pools[Tick.unwrap(tick)];
    }

    /// @dev The clearing of a model that is settled.
    function _clearing(uint256 modelId, Head memory head) internal view returns (Clearing memory, uint256 total) {
        Model storage model = _models[modelId];
        Offer memory offer = model.offer;
        total = uint256(offer.base) + offer.earned;
        return (_loadBook(model, head.bitmap).clear(total, _reserveTickAt(offer, _gate.round)), total);
    }

    function _loadBook(Model storage model, uint128 bitmap) private view returns (Book memory book) {
        Tick[] memory ticks = bitmap.ticksOf();
        uint256 count = ticks.length;
        Pool[] memory pools = new Pool[](count);
        uint256 total = 0;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; i < count; ++i) {
                Pool p = model.pools[Tick.unwrap(ticks[i])];
                pools[i] = p;
                total += p.assets();
            }
        }
        (book.ticks, book.pools, book.total) = (ticks, pools, total);
    }

    function _reserveTickAt(Offer memory offer, uint256 round) internal pure returns (Tick) {
        if (round >= offer.nextReserveFrom) return Tick.wrap(offer.nextReserveTick);
        return Tick.wrap(offer.reserveTick);
    }

    /// @dev A model as stored; one that was never touched as it was registered; `nextRound` 0 if it never was.
    function _draft(uint256 modelId) private view returns (Draft memory draft) {
        Model storage model = _models[modelId];
        draft.head = model.head;
        if (draft.head.nextRound > 0) {
            draft.offer = model.offer;
            draft.limit = Limit({base: draft.offer.base, earned: draft.offer.earned});
            draft.book = _loadBook(model, draft.head.bitmap);
            return draft;
        }
        uint256 round = registry.registrationRound(modelId);
        if (round == 0) return draft;
        draft.head.nextRound = uint16(round);
        draft.limit = _newcomerLimit(modelId);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @dev The model as if it were settled through the last closed round.
    function _settledDraft(uint256 modelId) private view returns (Draft memory draft) {
        draft = _draft(modelId);
        uint256 open = _gate.round;
        if (draft.head.nextRound == 0) return draft;
        if (draft.head.bitmap == 0) {
            _fastForward(modelId, draft, open);
            return draft;
        }
        Batch memory batch;
        for (uint256 round = draft.head.nextRound; round < open; ++round) {
            _loadRound(batch, round);
            if (batch.reported) _settleRound(modelId, draft, batch);
        }
    }

    /// @inheritdoc IStakeSpace
    function limit(uint256 modelId) external view returns (uint256) {
        return _settledDraft(modelId).limit.total();
    }

    /// @inheritdoc IStakeSpace
    function modelStatus(uint256 modelId) external view returns (ModelStatus memory) {
        Draft memory draft = _settledDraft(modelId);
        return
            ModelStatus({
                base: draft.limit.base,
                earned: draft.limit.earned,
                rent: draft.head.rent + draft.rent,
                bitmap: draft.head.bitmap,
                reserveTick: Tick.unwrap(_reserveTickAt(draft.offer, _gate.round)),
                nextReserveTick: draft.offer.nextReserveTick,
                settledThrough: Math.saturatingSub(_models[modelId].head.nextRound, 1)
            });
    }

    /// @inheritdoc IStakeSpace
    function quote(uint256 modelId) external view returns (Quote memory) {
        Draft memory draft = _settledDraft(modelId);
        Tick reserveTick = _reserveTickAt(draft.offer, _gate.round);
        uint256 total = draft.limit.total();
        Clearing memory c = draft.book.clear(total, reserveTick);
        return
            Quote({
                limit: total,
                demand: c.demand,
                filled: c.filled,
                priceTick: Tick.unwrap(c.priceTick),
                rate: RateGrid.rate(c.priceTick),
                reserveTick: Tick.unwrap(reserveTick)
            });
    }

    /// @inheritdoc IStakeSpace
    function pool(uint256 modelId, uint8 tick) external view returns (uint256 assets, uint256 shares, uint256 filled) {
        Draft memory draft = _settledDraft(modelId);
        Clearing memory c = draft.book.clear(draft.limit.total(), _reserveTickAt(draft.offer, _gate.round));
        for (uint256 i = 0; i < draft.book.ticks.length; ++i) {
            if (draft.book.ticks[i] != Tick.wrap(tick)) continue;
            Pool found = draft.book.pools[i];
            return (found.assets(), found.shares(), c.filledAt(draft.book, i));
        }
    }

    function _poolAsSettled(uint256 modelId, Tick tick) internal view returns (Pool) {
        Draft memory draft = _settledDraft(modelId);
        for (uint256 i = 0; i < draft.book.ticks.length; ++i) {
            if (draft.book.ticks[i] == tick) return draft.book.pools[i];
        }
        return Pool.wrap(0);
    }
}
