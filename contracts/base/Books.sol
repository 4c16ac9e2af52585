// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeSpace} from "../interfaces/IStakeSpace.sol";
import {Batch, Batches} from "../libraries/Batches.sol";
import {BookStorage} from "../libraries/BookStorage.sol";
import {ScoreSheet} from "../libraries/ScoreSheet.sol";
import {Flows, Settlement} from "../libraries/Settlement.sol";
import {StakeLimit} from "../libraries/StakeLimit.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {ModelOffer} from "../types/ModelOffer.sol";
import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";
import {Reports} from "./Reports.sol";

/// @title The books of the models
/// @notice Pools, limits, rent, and their settlement in round order.
/// @dev Owns the models.
abstract contract Books is Reports {
    using Batches for Batch;
    using BookStorage for Pool[128];
    using ScoreSheet for address[];
    using Settlement for Book;
    using TickBook for Book;

    struct Model {
        ModelHead head;
        ModelOffer offer;
        /// One per tick.
        Pool[128] pools;
    }

    /// @dev An action on a model further behind than this must be preceded by `settle(modelId, maxRounds)`: 16 rounds of a
    /// book with all 128 ticks fit in one transaction.
    uint256 private constant MAX_ROUNDS_PER_ACTION = 16;

    /// @inheritdoc IStakeSpace
    IModelRegistry public immutable registry;

    mapping(uint256 modelId => Model) private _models;

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

    function _settleAll(uint256[] calldata modelIds) internal {
        Batch memory batch;
        uint256 open = _round();
        for (uint256 i = 0; i < modelIds.length; ++i) {
            uint256 free;
            assembly ("memory-safe") {
                free := mload(0x40)
            }
            if (_models[modelIds[i]].head.nextRound() < open) _settle(modelIds[i], type(uint256).max, batch);
            // Nothing outlives the model it was read for: its memory is used again for the next one, whose cost would grow with
            // the length of the batch otherwise.
            assembly ("memory-safe") {
                mstore(0x40, free)
            }
        }
        _flush(batch);
    }

    function _settleUpTo(uint256 modelId, uint256 maxRounds) internal returns (uint256 settledThrough) {
        Batch memory batch;
        settledThrough = _settle(modelId, maxRounds, batch).nextRound() - 1;
        _flush(batch);
    }

    /// @dev Settles at most `maxRounds` rounds. The caller flushes the batch.
    function _settle(uint256 modelId, uint256 maxRounds, Batch memory batch) private returns (ModelHead head) {
        Model storage model = _models[modelId];
        ModelOffer offer;
        (head, offer) = _load(modelId);
        uint256 next = head.nextRound();
        require(next > 0, UnknownModel(modelId));
        uint256 end = _round();
        if (head.bitmap() == 0) {
            offer = _fastForward(modelId, offer, next);
        } else {
            end = Math.min(end, Math.saturatingAdd(next, maxRounds));
            Book memory book = model.pools.load(head, offer);
            for (uint256 round = next; round < end; ++round) {
                if (batch.round != round) {
                    _flush(batch);
                    _loadRound(batch, round);
                }
                if (batch.reported) batch.add(_settleRound(modelId, book, offer, batch));
            }
            model.pools.store(book);
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
        f = book.settle(offer.reserveTickAt(round), batch.terms, _recordOf(round).pages.recordOf(modelId));
        // Both below 2^120, and one of them 0.
        int256 result = int256(f.gain) - int256(f.burn);
        emit ModelSettled(modelId, round, f.filled, f.rate, result, f.rent, book.base, book.earned);
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
        Round storage round = _recordOf(reported);
        if (modelId > round.modelCount) return _newcomerBase(registry.registrationRound(modelId));
        return StakeLimit.baseOf(_parametersOf(round.parametersId), round.pages.recordOf(modelId));
    }

    function _newcomerBase(uint256 registrationRound) private view returns (uint256) {
        return StakeLimit.newcomerBase(_parametersOf(_recordOf(registrationRound).parametersId));
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
        book = model.pools.load(head, offer);
        return (book, book.clear(offer.reserveTickAt(_round())));
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

    /// @dev The model as if it were settled through the last closed round.
    function _settled(uint256 modelId) internal view returns (ModelHead head, ModelOffer offer, Book memory book) {
        (head, offer) = _load(modelId);
        uint256 next = head.nextRound();
        if (next == 0) return (head, offer, book);
        if (head.bitmap() == 0) offer = _fastForward(modelId, offer, next);
        book = _models[modelId].pools.load(head, offer);
        if (head.bitmap() == 0) return (head, offer, book);
        Batch memory batch;
        for (uint256 round = next; round < _round(); ++round) {
            _loadRound(batch, round);
            if (!batch.reported) continue;
            book.settle(offer.reserveTickAt(round), batch.terms, _recordOf(round).pages.recordOf(modelId));
        }
    }
}
