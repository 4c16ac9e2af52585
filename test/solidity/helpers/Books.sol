// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Book, TickBook} from "../../../contracts/libraries/TickBook.sol";
import {Pool, toPool} from "../../../contracts/types/Pool.sol";
import {Tick} from "../../../contracts/types/Tick.sol";

/// @notice Books made from a seed, for fuzzing.
library Books {
    using TickBook for uint128;

    /// @notice A pool for each bit: of nothing, a few wei, or up to 1e24 wei; at most `most` of them.
    function make(uint256 seed, uint128 bitmap, uint256 most) internal pure returns (Book memory book) {
        Tick[] memory all = bitmap.ticksOf();
        uint256 count = all.length < most ? all.length : most;
        book.ticks = new Tick[](count);
        book.pools = new Pool[](count);
        for (uint256 i = 0; i < count; ++i) {
            book.ticks[i] = all[i];
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint256 assets = (draw >> 8) % 1e24;
            if (draw % 8 == 0) assets %= 10;
            if (draw % 32 == 1) assets = 0;
            book.pools[i] = toPool(assets, assets * 1e6 + 1);
        }
    }

    function total(Book memory book) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < book.pools.length; ++i) sum += book.pools[i].assets();
    }

    function copy(Book memory book) internal pure returns (Book memory other) {
        other.ticks = new Tick[](book.ticks.length);
        other.pools = new Pool[](book.pools.length);
        for (uint256 i = 0; i < book.ticks.length; ++i) {
            other.ticks[i] = book.ticks[i];
            other.pools[i] = book.pools[i];
        }
    }

    /// @notice The book with `added` token wei more at a tick, which is put in its place if it was not there.
    function with(Book memory book, Tick tick, uint256 added) internal pure returns (Book memory other) {
        uint256 place = 0;
        while (place < book.ticks.length && book.ticks[place] > tick) ++place;
        if (place < book.ticks.length && book.ticks[place] == tick) {
            other = copy(book);
            other.pools[place] = book.pools[place].withAssets(book.pools[place].assets() + added);
            return other;
        }
        other.ticks = new Tick[](book.ticks.length + 1);
        other.pools = new Pool[](book.ticks.length + 1);
        for (uint256 i = 0; i < place; ++i) (other.ticks[i], other.pools[i]) = (book.ticks[i], book.pools[i]);
        (other.ticks[place], other.pools[place]) = (tick, toPool(added, added * 1e6));
        for (uint256 i = place; i < book.ticks.length; ++i) {
            (other.ticks[i + 1], other.pools[i + 1]) = (book.ticks[i], book.pools[i]);
        }
    }

    function placeOf(Book memory book, Tick tick) internal pure returns (uint256 place) {
        while (book.ticks[place] != tick) ++place;
    }
}
