// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeSpace, ModelStatus, Outcome, Quote} from "../interfaces/IStakeSpace.sol";
import {PoolShares} from "../libraries/PoolShares.sol";
import {RateGrid} from "../libraries/RateGrid.sol";
import {ScoreSheet} from "../libraries/ScoreSheet.sol";
import {Flows, Settlement, Terms} from "../libraries/Settlement.sol";
import {Limit, StakeLimit} from "../libraries/StakeLimit.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {Parameters} from "../types/Parameters.sol";
import {Pool} from "../types/Pool.sol";
import {toPositionId} from "../types/PositionId.sol";
import {ScoreRecord} from "../types/ScoreRecord.sol";
import {Tick} from "../types/Tick.sol";
import {Rounds} from "./Rounds.sol";

/// @title The books of the models: pools, limits, rent, and their settlement in round order
abstract contract Books is Rounds {
    using PoolShares for Pool;
    using ScoreSheet for address[];
    using Settlement for Book;
    using StakeLimit for Limit;
    using StakeLimit for Parameters;
    using TickBook for Book;
    using TickBook for Clearing;
    using TickBook for uint128;

    /// @notice What every action on a model reads, in one slot.
    struct Head {
        uint128 bitmap;
        uint16 settledThrough;
        /// The reserve tick counts before `nextReserveFrom`, the next one from that round on.
        uint8 reserveTick;
        uint8 nextReserveTick;
        uint16 nextReserveFrom;
        /// False until the model's first action; its limit is then read from the round it was registered in.
        bool known;
    }

    struct Model {
        Head head;
        Limit limit;
        uint120 rent;
    }

    /// @notice A model in memory: what settlement advances, round by round.
    struct Draft {
        Head head;
        Limit limit;
        Book book;
        uint256 rent;
        /// How many pools, from the top, a settlement changed.
        uint256 touched;
    }

    /// @notice The terms of the round last used, so that a batch reads them once.
    struct TermsCache {
        uint256 round;
        Terms terms;
    }

    /// @dev An action on a model further behind than this must be preceded by `settle(modelId, maxRounds)`: 16 rounds of a
    /// book with all 128 ticks fit in one transaction.
    uint256 internal constant MAX_ROUNDS_PER_ACTION = 16;

    IModelRegistry public immutable registry;

    mapping(uint256 modelId => Model) internal _models;
    mapping(uint256 positionId => Pool) internal _pools;

    constructor(IModelRegistry registry_) {
        registry = registry_;
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @dev Every action on a model starts here, so that nobody acts on stale state.
    function _settleForAction(uint256 modelId) internal returns (Head memory head) {
        uint256 closed = _gate.round - 1;
        head = _models[modelId].head;
        if (head.known && head.settledThrough == closed) return head;
        require(
            head.bitmap == 0 || closed - head.settledThrough <= MAX_ROUNDS_PER_ACTION,
            NotSettled(modelId, head.settledThrough, closed)
        );
        TermsCache memory cache;
        head = _settle(modelId, MAX_ROUNDS_PER_ACTION, cache);
        require(head.known, UnknownModel(modelId));
    }

    /// @dev Settles at most `maxRounds` rounds. Does nothing to a model that was never registered.
    function _settle(uint256 modelId, uint256 maxRounds, TermsCache memory cache) internal returns (Head memory) {
        uint256 closed = _gate.round - 1;
        Draft memory draft = _draft(modelId);
        if (!draft.head.known) return draft.head;
        Model storage model = _models[modelId];
        if (draft.head.bitmap == 0) {
            _fastForward(modelId, draft, closed);
        } else {
            uint256 last = Math.min(closed, Math.saturatingAdd(draft.head.settledThrough, maxRounds));
            for (uint256 round = uint256(draft.head.settledThrough) + 1; round <= last; ++round) {
                if (_rounds[round].outcome != Outcome.Reported) continue;
                Flows memory flows = _settleRound(modelId, draft, round, cache);
                _bookSettlement(round, flows);
                _emitSettled(modelId, round, flows, draft.limit);
            }
            draft.head.settledThrough = uint16(last);
            for (uint256 i = 0; i < draft.touched; ++i) {
                _pools[toPositionId(modelId, draft.book.ticks[i]).unwrap()] = draft.book.pools[i];
            }
            if (draft.rent > 0) model.rent += uint120(draft.rent);
        }
        model.limit = draft.limit;
        model.head = draft.head;
        return draft.head;
    }

    /// @dev One reported round, in memory only.
    function _settleRound(
        uint256 modelId,
        Draft memory draft,
        uint256 round,
        TermsCache memory cache
    ) private view returns (Flows memory flows) {
        if (cache.round != round) _loadTerms(round, cache);
        ScoreRecord r = _rounds[round].pages.recordOf(modelId);
        uint256 count;
        (flows, draft.limit, count) = draft.book.settle(draft.limit, _reserveTickAt(draft.head, round), cache.terms, r);
        draft.touched = Math.max(draft.touched, count);
        draft.rent += flows.rent - flows.fee;
    }

    /// @dev A model without any stake when a reported round closes has earned nothing and that round's base: the last
    /// reported round alone says where it stands, however many there were.
    function _fastForward(uint256 modelId, Draft memory draft, uint256 closed) private view {
        uint256 reported = _progress.lastReported;
        if (reported > draft.head.settledThrough) draft.limit = _unstakedLimit(modelId, reported);
        draft.head.settledThrough = uint16(closed);
    }

    /// @dev A sheet covers every model that ever had a bid; one that it leaves out is a newcomer still.
    function _unstakedLimit(uint256 modelId, uint256 reported) private view returns (Limit memory) {
        Round storage round = _rounds[reported];
        if (modelId > round.modelCount) return _newcomerLimit(modelId);
        uint256 base = StakeLimit.baseOf(_parameters[round.parametersId], round.pages.recordOf(modelId));
        return Limit({base: uint120(base), earned: 0});
    }

    function _newcomerLimit(uint256 modelId) private view returns (Limit memory) {
        uint256 round = registry.registrationRound(modelId);
        return StakeLimit.newcomer(_parameters[_rounds[round].parametersId]);
    }

    function _loadTerms(uint256 round, TermsCache memory cache) private view {
        Round storage r = _rounds[round];
        Parameters memory p = _parameters[r.parametersId];
        cache.round = round;
        cache.terms = Terms({
            parameters: p,
            payoutFactor: r.payoutFactor,
            maxScore: r.maxScore,
            xMax: Settlement.xMaxOf(p, r.payoutFactor, r.maxScore)
        });
    }

    function _emitSettled(uint256 modelId, uint256 round, Flows memory flows, Limit memory limit_) private {
        emit ModelSettled(
            modelId,
            round,
            flows.filled,
            flows.rate,
            flows.gain,
            flows.burn,
            flows.rent,
            flows.fee,
            limit_.base,
            limit_.earned
        );
    }

    // -------------------------------------------------------------------------------------------------------------- Books

    /// @dev Puts a changed pool in its place; a pool that comes or goes changes the bitmap and the count of staked models.
    function _putPool(uint256 modelId, Tick tick, Pool before, Pool next, Head memory head) internal {
        _pools[toPositionId(modelId, tick).unwrap()] = next;
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
        _models[modelId].head.bitmap = head.bitmap;
    }

    function _pool(uint256 modelId, Tick tick) internal view returns (Pool) {
        return _pools[toPositionId(modelId, tick).unwrap()];
    }

    /// @dev The clearing of a model that is settled.
    function _clearing(uint256 modelId, Head memory head) internal view returns (Clearing memory, uint256 limit_) {
        limit_ = _models[modelId].limit.total();
        return (_loadBook(modelId, head.bitmap).clear(limit_, _reserveTickAt(head, _gate.round)), limit_);
    }

    function _loadBook(uint256 modelId, uint128 bitmap) private view returns (Book memory book) {
        book.ticks = bitmap.ticksOf();
        book.pools = new Pool[](book.ticks.length);
        for (uint256 i = 0; i < book.ticks.length; ++i) book.pools[i] = _pool(modelId, book.ticks[i]);
    }

    function _reserveTickAt(Head memory head, uint256 round) internal pure returns (Tick) {
        if (round >= head.nextReserveFrom) return Tick.wrap(head.nextReserveTick);
        return Tick.wrap(head.reserveTick);
    }

    /// @dev A model as stored; one that was never touched as it was registered; unknown if it never was.
    function _draft(uint256 modelId) private view returns (Draft memory draft) {
        draft.head = _models[modelId].head;
        if (draft.head.known) {
            draft.limit = _models[modelId].limit;
            draft.book = _loadBook(modelId, draft.head.bitmap);
            return draft;
        }
        uint256 round = registry.registrationRound(modelId);
        if (round == 0) return draft;
        draft.head.known = true;
        draft.head.settledThrough = uint16(round - 1);
        draft.limit = _newcomerLimit(modelId);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @dev The model as if it were settled through the last closed round.
    function _settledDraft(uint256 modelId) private view returns (Draft memory draft) {
        draft = _draft(modelId);
        if (!draft.head.known) return draft;
        uint256 closed = _gate.round - 1;
        if (draft.head.bitmap == 0) {
            _fastForward(modelId, draft, closed);
            return draft;
        }
        TermsCache memory cache;
        for (uint256 round = uint256(draft.head.settledThrough) + 1; round <= closed; ++round) {
            if (_rounds[round].outcome == Outcome.Reported) _settleRound(modelId, draft, round, cache);
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
                rent: _models[modelId].rent + draft.rent,
                bitmap: draft.head.bitmap,
                reserveTick: Tick.unwrap(_reserveTickAt(draft.head, _gate.round)),
                nextReserveTick: draft.head.nextReserveTick,
                settledThrough: _models[modelId].head.settledThrough
            });
    }

    /// @inheritdoc IStakeSpace
    function quote(uint256 modelId) external view returns (Quote memory) {
        Draft memory draft = _settledDraft(modelId);
        Tick reserveTick = _reserveTickAt(draft.head, _gate.round);
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
        Clearing memory c = draft.book.clear(draft.limit.total(), _reserveTickAt(draft.head, _gate.round));
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
