// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";

/// @notice The occupied pools of one model, highest tick first.
struct Book {
    Tick[] ticks;
    Pool[] pools;
    /// Token wei in all of them.
    uint256 total;
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

/// @title The book of one model: a bitmap of occupied ticks, and the clearing of the space under its limit
/// @dev The cost depends on the occupied ticks, at most 128, never on how many bidders hold them (A4).
library TickBook {
    /// @notice The bitmap with the tick's bit set.
    function with(uint128 bitmap, Tick tick) internal pure returns (uint128) {
        return bitmap | (uint128(1) << Tick.unwrap(tick));
    }

    /// @notice The bitmap with the tick's bit cleared.
    function without(uint128 bitmap, Tick tick) internal pure returns (uint128) {
        return bitmap & ~(uint128(1) << Tick.unwrap(tick));
    }

    /// @notice The occupied ticks, highest first.
    function ticksOf(uint128 bitmap) internal pure returns (Tick[] memory ticks) {
        unchecked {
            // At most 128 steps; `rest - 1` only where rest > 0.
            uint256 count = 0;
            for (uint256 rest = bitmap; rest != 0; rest &= rest - 1) ++count;
            ticks = new Tick[](count);
            uint256 left = bitmap;
            for (uint256 i = 0; i < count; ++i) {
                uint256 top;
                assembly ("memory-safe") {
                    top := sub(255, clz(left))
                }
                ticks[i] = Tick.wrap(uint8(top));
                left ^= 1 << top;
            }
        }
    }

    /// @notice Sells up to `limit` token wei of stake space to the pools at or above `reserveTick`, highest tick first, at
    /// one price: the lowest filled tick when the space is sold out, else the reserve tick. Never reverts.
    function clear(Book memory book, uint256 limit, Tick reserveTick) internal pure returns (Clearing memory c) {
        Tick[] memory ticks = book.ticks;
        Pool[] memory pools = book.pools;
        uint256 left = limit;
        uint256 demand = 0;
        c.priceTick = reserveTick;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; i < ticks.length; ++i) {
                Tick tick = ticks[i];
                if (tick < reserveTick) break;
                uint256 assets = pools[i].assets();
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
            c.filled = limit - left;
        }
        c.demand = demand;
    }

    /// @notice What the pool at `index` of the book got, in token wei.
    function filledAt(Clearing memory c, Book memory book, uint256 index) internal pure returns (uint256) {
        if (index + 1 < c.count) return book.pools[index].assets();
        if (index + 1 == c.count) return c.lastFilled;
        return 0;
    }

    /// @notice Whether stake at the tick is idle: nothing at it can be filled while the book stands as it is.
    function isIdle(Clearing memory c, uint256 limit, Tick tick) internal pure returns (bool) {
        return limit == 0 || tick < c.priceTick;
    }
}
