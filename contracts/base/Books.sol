// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeSpace, ModelStatus, Quote} from "../interfaces/IStakeSpace.sol";
import {PoolArray} from "../libraries/PoolArray.sol";
import {RateGrid} from "../libraries/RateGrid.sol";
import {ScoreSheet} from "../libraries/ScoreSheet.sol";
import {Flows, Settlement} from "../libraries/Settlement.sol";
import {StakeLimit} from "../libraries/StakeLimit.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {ModelOffer} from "../types/ModelOffer.sol";
import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";
import {Rounds} from "./Rounds.sol";

/// @title The books of the models
/// @notice Pools, limits, rent, and their settlement in round order.
abstract contract Books is Rounds {
    using PoolArray for Pool[128];
    using PoolArray for Pool[];
    using ScoreSheet for address[];
    using Settlement for Book;
    using TickBook for Book;
    using TickBook for uint128;

    struct Model {
        ModelHead head;
        ModelOffer offer;
        /// One per tick.
        Pool[128] pools;
    }

    /// @dev An action on a model further behind than this must be preceded by `settle(modelId, maxRounds)`: 16 rounds of a
    /// book with all 128 ticks fit in one transaction.
    uint256 internal constant MAX_ROUNDS_PER_ACTION = 16;

    /// @inheritdoc IStakeSpace
    IModelRegistry public immutable registry;

    mapping(uint256 modelId => Model) internal _models;

    constructor(IModelRegistry registry_) {
        registry = registry_;
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @dev Every action on a model starts here, so that nobody acts on stale state.
    function _settleForAction(uint256 modelId, uint256 round) internal returns (Model storage model, ModelHead head) {
        model = _models[modelId];
        head = model.head;
        uint256 next = head.nextRound();
        if (next == round) return (model, head);
        // A staked model has next > 0.
        if (head.bitmap() != 0 && round - next > MAX_ROUNDS_PER_ACTION) revert NotSettled(modelId, next - 1, round - 1);
        Batch memory batch;
        head = _settle(modelId, MAX_ROUNDS_PER_ACTION, batch);
        _flush(batch);
    }

    /// @dev Settles at most `maxRounds` rounds. The caller flushes the batch.
    function _settle(uint256 modelId, uint256 maxRounds, Batch memory batch) internal returns (ModelHead head) {
        Model storage model = _models[modelId];
        ModelOffer offer;
        (head, offer) = _load(modelId);
        uint256 next = head.nextRound();
        require(next > 0, UnknownModel(modelId));
        uint256 end = _gate.round();
        if (head.bitmap() == 0) {
            offer = _fastForward(modelId, offer, next);
        } else {
            end = Math.min(end, Math.saturatingAdd(next, maxRounds));
            Book memory book = _loadBook(model, head, offer);
            for (uint256 round = next; round < end; ++round) {
                if (batch.round != round) {
                    _flush(batch);
                    _loadRound(batch, round);
                }
                if (batch.reported) _bookFlows(batch, _settleRound(modelId, book, offer, batch));
            }
            _storePools(model, book);
            offer = offer.withLimit(book.base, book.earned);
            head = head.plusRent(book.rent);
        }
        head = head.withNextRound(end);
        model.head = head;
        model.offer = offer;
    }

    function _settleRound(
        uint256 modelId,
        Book memory book,
        ModelOffer offer,
        Batch memory batch
    ) private returns (Flows memory f) {
        uint256 round = batch.round;
        f = book.settle(offer.reserveTickAt(round), batch.terms, _rounds[round].pages.recordOf(modelId));
        // Both below 2^120, and one of them 0.
        int256 result = int256(f.gain) - int256(f.burn);
        emit ModelSettled(modelId, round, f.filled, f.rate, result, f.rent, book.base, book.earned);
    }

    function _storePools(Model storage model, Book memory book) private {
        uint128 rest = book.bitmap;
        for (uint256 i = 0; i < book.touched; ++i) {
            Tick tick = rest.highest();
            rest = rest.without(tick);
            model.pools.write(tick, book.pools.get(i));
        }
    }

    /// @dev A model without any stake when a reported round closes has earned nothing and that round's base: the last
    /// reported round alone says where it stands, however many there were.
    function _fastForward(uint256 modelId, ModelOffer offer, uint256 next) private view returns (ModelOffer) {
        uint256 reported = _progress.lastReported;
        if (reported < next) return offer;
        return offer.withLimit(_unstakedBase(modelId, reported), 0);
    }

    /// @dev A sheet covers every model that ever had a bid; one that it leaves out is a newcomer still.
    function _unstakedBase(uint256 modelId, uint256 reported) private view returns (uint256) {
        Round storage round = _rounds[reported];
        if (modelId > round.modelCount) return _newcomerBase(registry.registrationRound(modelId));
        return StakeLimit.baseOf(_parameters[round.parametersId], round.pages.recordOf(modelId));
    }

    function _newcomerBase(uint256 registrationRound) private view returns (uint256) {
        return StakeLimit.newcomerBase(_parameters[_rounds[registrationRound].parametersId]);
    }

    // -------------------------------------------------------------------------------------------------------------- Books

    /// @dev A first share at a tick. Every sheet must cover a model that ever had one.
    function _occupy(Model storage model, uint256 modelId, ModelHead head, Tick tick) internal {
        model.head = head.withTick(tick);
        if (head.bitmap() != 0) return;
        ++_progress.stakedModels;
        if (modelId > _progress.highestStakedModel) _progress.highestStakedModel = uint32(modelId);
    }

    /// @dev The last share at a tick has left.
    function _vacate(Model storage model, ModelHead head, Tick tick) internal returns (ModelHead left) {
        left = head.withoutTick(tick);
        model.head = left;
        if (left.bitmap() == 0) --_progress.stakedModels;
    }

    /// @dev The book of a model that is settled, and its clearing.
    function _clearing(Model storage model, ModelHead head) internal view returns (Book memory book, Clearing memory) {
        ModelOffer offer = model.offer;
        book = _loadBook(model, head, offer);
        return (book, book.clear(offer.reserveTickAt(_gate.round())));
    }

    /// @dev A model as stored; one that was never touched as it was registered; with next round 0 if it never was.
    function _load(uint256 modelId) private view returns (ModelHead head, ModelOffer offer) {
        Model storage model = _models[modelId];
        head = model.head;
        if (head.nextRound() > 0) return (head, model.offer);
        uint256 round = registry.registrationRound(modelId);
        if (round == 0) return (head, offer);
        return (head.withNextRound(round), offer.withLimit(_newcomerBase(round), 0));
    }

    function _loadBook(Model storage model, ModelHead head, ModelOffer offer) private view returns (Book memory book) {
        uint128 rest = head.bitmap();
        (book.bitmap, book.base, book.earned) = (rest, offer.base(), offer.earned());
        Pool[] memory pools = new Pool[](rest.count());
        uint256 total = 0;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; rest != 0; ++i) {
                Tick tick = rest.highest();
                rest = rest.without(tick);
                Pool p = model.pools.read(tick);
                pools.set(i, p);
                total += p.assets();
            }
        }
        (book.pools, book.total) = (pools, total);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @dev The model as if it were settled through the last closed round.
    function _settled(uint256 modelId) private view returns (ModelHead head, ModelOffer offer, Book memory book) {
        (head, offer) = _load(modelId);
        uint256 next = head.nextRound();
        if (next == 0) return (head, offer, book);
        if (head.bitmap() == 0) offer = _fastForward(modelId, offer, next);
        book = _loadBook(_models[modelId], head, offer);
        if (head.bitmap() == 0) return (head, offer, book);
        Batch memory batch;
        for (uint256 round = next; round < _gate.round(); ++round) {
            _loadRound(batch, round);
            if (!batch.reported) continue;
            book.settle(offer.reserveTickAt(round), batch.terms, _rounds[round].pages.recordOf(modelId));
        }
    }

    /// @inheritdoc IStakeSpace
    function limit(uint256 modelId) external view returns (uint256) {
        (, , Book memory book) = _settled(modelId);
        return book.limit();
    }

    /// @inheritdoc IStakeSpace
    function modelStatus(uint256 modelId) external view returns (ModelStatus memory) {
        (ModelHead head, ModelOffer offer, Book memory book) = _settled(modelId);
        return
            ModelStatus({
                base: book.base,
                earned: book.earned,
                rent: head.rent() + book.rent,
                bitmap: head.bitmap(),
                reserveTick: Tick.unwrap(offer.reserveTickAt(_gate.round())),
                nextReserveTick: Tick.unwrap(offer.nextReserveTick()),
                settledThrough: Math.saturatingSub(head.nextRound(), 1)
            });
    }

    /// @inheritdoc IStakeSpace
    function quote(uint256 modelId) external view returns (Quote memory) {
        (, ModelOffer offer, Book memory book) = _settled(modelId);
        Tick reserveTick = offer.reserveTickAt(_gate.round());
        Clearing memory c = book.clear(reserveTick);
        return
            Quote({
                limit: book.limit(),
                demand: c.demand,
                filled: c.filled,
                priceTick: Tick.unwrap(c.priceTick),
                rate: RateGrid.rate(c.priceTick),
                reserveTick: Tick.unwrap(reserveTick)
            });
    }

    /// @inheritdoc IStakeSpace
    function pool(uint256 modelId, uint8 tick) external view returns (uint256 assets, uint256 shares, uint256 filled) {
        Pool found;
        (found, filled) = _poolAsSettled(modelId, Tick.wrap(tick));
        return (found.assets(), found.shares(), filled);
    }

    function _poolAsSettled(uint256 modelId, Tick tick) internal view returns (Pool, uint256 filled) {
        (, ModelOffer offer, Book memory book) = _settled(modelId);
        return book.find(book.clear(offer.reserveTickAt(_gate.round())), tick);
    }
}
