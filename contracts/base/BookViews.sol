// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStakeSpace, ModelStatus, Quote} from "../interfaces/IStakeSpace.sol";
import {RateGrid} from "../libraries/RateGrid.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {ModelOffer} from "../types/ModelOffer.sol";
import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";
import {Books} from "./Books.sol";

/// @title What can be seen of a model
/// @notice Every answer is as if the model were settled through the last closed round.
abstract contract BookViews is Books {
    using TickBook for Book;

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
                reserveTick: Tick.unwrap(offer.reserveTickAt(_round())),
                nextReserveTick: Tick.unwrap(offer.nextReserveTick()),
                settledThrough: Math.saturatingSub(head.nextRound(), 1)
            });
    }

    /// @inheritdoc IStakeSpace
    function quote(uint256 modelId) external view returns (Quote memory) {
        (, ModelOffer offer, Book memory book) = _settled(modelId);
        Tick reserveTick = offer.reserveTickAt(_round());
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
        return book.find(book.clear(offer.reserveTickAt(_round())), tick);
    }
}
