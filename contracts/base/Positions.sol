// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC6909} from "@openzeppelin/contracts/token/ERC6909/ERC6909.sol";

import {IStakeSpace} from "../interfaces/IStakeSpace.sol";
import {PoolArray} from "../libraries/PoolArray.sol";
import {PoolShares} from "../libraries/PoolShares.sol";
import {RoundClock} from "../libraries/RoundClock.sol";
import {Book, Clearing, TickBook} from "../libraries/TickBook.sol";
import {ModelHead} from "../types/ModelHead.sol";
import {Parameters} from "../types/Parameters.sol";
import {Pool} from "../types/Pool.sol";
import {toPositionId} from "../types/PositionId.sol";
import {Tick} from "../types/Tick.sol";
import {BookViews} from "./BookViews.sol";

/// @title The positions of the stakers
/// @notice Shares of pools as ERC-6909 tokens: how stake enters and leaves a pool, and when it may leave.
/// @dev The balances are OpenZeppelin's.
abstract contract Positions is BookViews, ERC6909 {
    using PoolArray for Pool[128];
    using PoolShares for Pool;
    using RoundClock for Parameters;
    using TickBook for Book;

    // --------------------------------------------------------------------------------------------------- Entering, leaving

    /// @dev `assets` is below 2^120.
    function _enter(
        Model storage model,
        uint256 modelId,
        Tick tick,
        uint256 assets,
        address receiver,
        ModelHead head,
        uint256 minBid
    ) internal returns (uint256 shares) {
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
    function _sharesMeant(address owner, uint256 id, uint256 shares) internal view returns (uint256 meant) {
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
    ) internal returns (uint256 assets, ModelHead left) {
        _burn(owner, id, shares);
        Pool next;
        uint256 dust;
        (next, assets, dust) = model.pools.read(tick).depart(shares);
        _bookDust(dust);
        model.pools.write(tick, next);
        left = head;
        if (next.isEmpty()) left = _vacate(model, head, tick);
        _requireMinBid(owner, id, next, minBid);
    }

    function _requireMinBid(address owner, uint256 id, Pool p, uint256 minBid) internal view {
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
    ) internal view {
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
    ) internal view {
        if (block.timestamp >= locksAt) _requireIdle(model, modelId, from, to, head);
        else if (to < from) _requireNotQuiet(locksAt);
    }

    function _requireNotQuiet(uint256 locksAt) internal view {
        if (locksAt == RoundClock.RECESS) return;
        uint256 from = _currentParameters().quietFrom(locksAt);
        require(block.timestamp < from, QuietPeriod(from, block.timestamp));
    }

    /// @dev While the book is frozen, stake below the price tick takes no part in the round.
    function _requireIdle(Model storage model, uint256 modelId, Tick from, Tick to, ModelHead head) internal view {
        require(_progress.proposedAt == 0, ReportPending(_round()));
        (Book memory book, Clearing memory c) = _clearing(model, head);
        Tick higher = from;
        if (to > from) higher = to;
        require(book.isIdle(c, higher), StakeLocked(modelId, Tick.unwrap(higher), Tick.unwrap(c.priceTick)));
    }

    /// @inheritdoc IStakeSpace
    function positionAssets(address owner, uint256 modelId, uint8 tick) external view returns (uint256) {
        (Pool p, ) = _poolAsSettled(modelId, Tick.wrap(tick));
        if (p.isEmpty()) return 0;
        return p.toAssetsDown(balanceOf(owner, toPositionId(modelId, Tick.wrap(tick)).unwrap()));
    }
}
