// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Book, Clearing, TickBook} from "../../../contracts/libraries/TickBook.sol";
import {Pool, toPool} from "../../../contracts/types/Pool.sol";
import {Tick} from "../../../contracts/types/Tick.sol";

/// @notice Books made from a seed, for fuzzing.
library Books {
    using TickBook for Book;
    using TickBook for uint128;

    /// @notice A pool for each bit: of nothing, a few wei, or up to 1e24 wei; the highest `most` bits at most.
    function make(uint256 seed, uint128 bitmap, uint256 most) internal pure returns (Book memory book) {
        Tick[] memory all = bitmap.ticksOf();
        uint256 count = all.length < most ? all.length : most;
        book.pools = new Pool[](count);
        book.ticks = new Tick[](count);
        for (uint256 i = 0; i < count; ++i) {
            book.ticks[i] = all[i];
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint256 assets = (draw >> 8) % 1e24;
            if (draw % 8 == 0) assets %= 10;
            if (draw % 32 == 1) assets = 0;
            book.pools[i] = toPool(assets, assets * 1e6 + 1);
            book.total += assets;
        }
    }

    /// @notice Sets a limit, all of it base.
    function withLimit(Book memory book, uint256 limit) internal pure returns (Book memory) {
        (book.base, book.earned) = (limit, 0);
        return book;
    }

    function copy(Book memory book) internal pure returns (Book memory other) {
        other.total = book.total;
        (other.base, other.earned, other.rent, other.touched) = (book.base, book.earned, book.rent, book.touched);
        other.pools = new Pool[](book.pools.length);
        other.ticks = new Tick[](book.pools.length);
        for (uint256 i = 0; i < book.pools.length; ++i)
            (other.pools[i], other.ticks[i]) = (book.pools[i], book.ticks[i]);
    }

    /// @notice The book with `added` token wei more at a tick, which is put in its place if it was not there.
    function with(Book memory book, Tick tick, uint256 added) internal pure returns (Book memory other) {
        Tick[] memory ticks = book.ticks;
        uint256 place = 0;
        while (place < ticks.length && ticks[place] > tick) ++place;
        other = copy(book);
        other.total += added;
        if (place < ticks.length && ticks[place] == tick) {
            other.pools[place] = book.pools[place].withAssets(book.pools[place].assets() + added);
            return other;
        }
        other.pools = new Pool[](ticks.length + 1);
        other.ticks = new Tick[](ticks.length + 1);
        for (uint256 i = 0; i < place; ++i) (other.pools[i], other.ticks[i]) = (book.pools[i], ticks[i]);
        (other.pools[place], other.ticks[place]) = (toPool(added, added * 1e6), tick);
        for (uint256 i = place; i < ticks.length; ++i) {
            (other.pools[i + 1], other.ticks[i + 1]) = (book.pools[i], ticks[i]);
        }
    }

    function filledAt(Book memory book, Clearing memory c, Tick tick) internal pure returns (uint256 filled) {
        (, filled) = book.find(c, tick);
    }

    function assetsAt(Book memory book, Tick tick) internal pure returns (uint256) {
        Clearing memory none;
        (Pool pool, ) = book.find(none, tick);
        return pool.assets();
    }
}
