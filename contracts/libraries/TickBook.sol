// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";
import {PoolArray} from "./PoolArray.sol";

/// @notice One model's book and limit in memory: what settlement advances, round by round. Token wei.
struct Book {
    /// The occupied ticks, highest first.
    Tick[] ticks;
    /// One pool for each of them.
    Pool[] pools;
    /// Assets of all pools.
    uint256 total;
    /// Limit from the share of the base that the last sheet gave.
    uint256 base;
    /// Limit earned by stake-weighted growth.
    uint256 earned;
    /// Rent credited since the book was read.
    uint256 rent;
    /// How many pools, from the top, a settlement changed.
    uint256 touched;
}

/// @notice What a clearing sold. Token wei.
struct Clearing {
    /// Assets that want space: those at or above the reserve tick.
    uint256 demand;
    /// Assets that got it: min(limit, demand).
    uint256 filled;
    /// All filled stake pays this tick's rate; below it everything is idle.
    Tick priceTick;
    /// How many pools are filled, from the top; all but the last of them wholly.
    uint256 count;
    /// What the last filled pool got.
    uint256 lastFilled;
}

/// @title The book of one model
/// @notice A bitmap of occupied ticks, a pool for each, and the clearing of the space under the model's limit.
/// @dev The cost depends on the occupied ticks, at most 128, never on how many bidders hold them (A4). OpenZeppelin's
/// BitMaps was weighed: it keeps a mapping of words and can't find the highest bit; its EnumerableSet and Heap cost a slot an
/// element or more. One word that shares the model's slot costs none.
library TickBook {
    using PoolArray for Pool[];
    using PoolArray for Tick[];

    /// @notice The bitmap with the tick's bit cleared.
    function without(uint128 bitmap, Tick tick) internal pure returns (uint128) {
        return bitmap & ~(uint128(1) << Tick.unwrap(tick));
    }

    /// @notice The highest occupied tick of a bitmap that is not 0.
    /// @dev Halves the bits in question down to four, of which a table knows the highest. OpenZeppelin's Math.log2 was
    /// weighed: it does the same for 256 bits at more gas. CLZ, one opcode, is of a later fork than the project is compiled
    /// for.
    function highest(uint128 bitmap) internal pure returns (Tick tick) {
        assembly ("memory-safe") {
            tick := shl(6, lt(0xffffffffffffffff, bitmap))
            tick := or(tick, shl(5, lt(0xffffffff, shr(tick, bitmap))))
            tick := or(tick, shl(4, lt(0xffff, shr(tick, bitmap))))
            tick := or(tick, shl(3, lt(0xff, shr(tick, bitmap))))
            tick := or(tick, shl(2, lt(0xf, shr(tick, bitmap))))
            // One byte for each value of four bits: the place of the highest.
            tick := or(
                tick,
                byte(shr(tick, bitmap), 0x0000010102020202030303030303030300000000000000000000000000000000)
            )
        }
    }

    /// @notice How many ticks are occupied.
    function count(uint128 bitmap) internal pure returns (uint256 ticks) {
        unchecked {
            for (uint128 rest = bitmap; rest != 0; rest &= rest - 1) ++ticks;
        }
    }

    /// @notice The occupied ticks, highest first.
    function ticksOf(uint128 bitmap) internal pure returns (Tick[] memory ticks) {
        ticks = new Tick[](count(bitmap));
        uint128 rest = bitmap;
        for (uint256 i = 0; rest != 0; ++i) {
            Tick tick = highest(rest);
            rest = without(rest, tick);
            ticks.set(i, tick);
        }
    }

    /// @notice Token wei the model has space for.
    function limit(Book memory book) internal pure returns (uint256) {
        return book.base + book.earned;
    }

    /// @notice Sells the stake space under the limit to the pools at or above `reserveTick`, highest tick first, at one
    /// price: the lowest filled tick when the space is sold out, else the reserve tick (A1, A2, A3, A5). Never reverts.
    function clear(Book memory book, Tick reserveTick) internal pure returns (Clearing memory c) {
        Pool[] memory pools = book.pools;
        Tick[] memory ticks = book.ticks;
        uint256 space = limit(book);
        uint256 left = space;
        uint256 demand = 0;
        c.priceTick = reserveTick;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; i < ticks.length; ++i) {
                Tick tick = ticks.get(i);
                if (tick < reserveTick) break;
                uint256 assets = pools.get(i).assets();
                demand += assets;
                if (left == 0) continue;
                c.count = i + 1;
                if (assets < left) {
                    c.lastFilled = assets;
                    left -= assets;
                } else {
                    // Until the space is sold out the price is the reserve; the pool that takes the last of it sets it.
                    c.lastFilled = left;
                    c.priceTick = tick;
                    left = 0;
                }
            }
            c.filled = space - left;
        }
        c.demand = demand;
    }

    /// @notice A pool of the book, empty where the tick is not occupied, and what clearing filled of it in token wei.
    function find(Book memory book, Clearing memory c, Tick tick) internal pure returns (Pool pool, uint256 filled) {
        for (uint256 i = 0; i < book.ticks.length; ++i) {
            if (book.ticks[i] == tick) {
                pool = book.pools[i];
                if (i + 1 < c.count) filled = pool.assets();
                else if (i + 1 == c.count) filled = c.lastFilled;
                return (pool, filled);
            }
        }
    }

    /// @notice Whether stake at the tick is idle: nothing at it can be filled while the book stands as it is.
    function isIdle(Book memory book, Clearing memory c, Tick tick) internal pure returns (bool) {
        return limit(book) == 0 || tick < c.priceTick;
    }
}
