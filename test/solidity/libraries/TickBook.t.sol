// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RateGrid} from "../../../contracts/libraries/RateGrid.sol";
import {Book, Clearing, TickBook} from "../../../contracts/libraries/TickBook.sol";
import {Pool} from "../../../contracts/types/Pool.sol";
import {Tick} from "../../../contracts/types/Tick.sol";
import {Books} from "../helpers/Books.sol";
import {Test} from "../helpers/Test.sol";

contract TickBookTest is Test {
    using Books for Book;
    using TickBook for Book;
    using TickBook for uint128;

    uint256 private constant MOST = 40;

    /// @dev A book under a limit that cuts it anywhere: at nothing, within it, exactly at its end, above it; a reserve
    /// anywhere.
    function _draw(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) private pure returns (Book memory book, Tick reserveTick) {
        book = Books.make(seed, bitmap, MOST);
        book.base = (draw >> 3) % (book.total + 1);
        if (draw % 8 == 0) book.base = 0;
        if (draw % 8 == 1) book.base = book.total;
        if (draw % 8 == 2) book.base = book.total + (draw % 1e24);
        // The parts of a limit count as their sum.
        book.earned = book.base / 3;
        book.base -= book.earned;
        reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
    }

    function testFuzz_ticksOfListsTheBitsHighestFirst(uint128 bitmap) external pure {
        Tick[] memory ticks = bitmap.ticksOf();
        assertEq(ticks.length, bitmap.count(), "as many as there are bits");
        uint128 rest = bitmap;
        for (uint256 i = 0; i < ticks.length; ++i) {
            if (i > 0) assertTrue(ticks[i] < ticks[i - 1], "highest first");
            assertTrue(rest.highest() == ticks[i], "the highest of the rest");
            rest = rest.without(ticks[i]);
        }
        assertEq(rest, 0, "every bit once");
    }

    function test_ticksOfTheFullAndTheEmptyBitmap() external pure {
        assertEq(uint128(0).ticksOf().length, 0, "none");
        Tick[] memory all = type(uint128).max.ticksOf();
        assertEq(all.length, 128, "all");
        assertTrue(all[0] == Tick.wrap(127) && all[127] == Tick.wrap(0), "from 127 down to 0");
    }

    function testFuzz_A1_filledIsLimitOrDemand(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) external pure {
        (Book memory book, Tick reserveTick) = _draw(seed, bitmap, draw, reserve);
        Clearing memory c = book.clear(reserveTick);
        Tick[] memory ticks = book.ticks;
        uint256 demand = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < ticks.length; ++i) {
            (Pool pool, uint256 filled) = book.find(c, ticks[i]);
            assertTrue(Pool.unwrap(pool) == Pool.unwrap(book.pools[i]), "a tick's pool is found");
            if (!(ticks[i] < reserveTick)) demand += pool.assets();
            assertLe(filled, pool.assets(), "A1: no pool is filled beyond its assets");
            sum += filled;
        }
        uint256 limit = book.limit();
        assertEq(c.demand, demand, "A1: demand is what stands at or above the reserve");
        assertEq(c.filled, demand < limit ? demand : limit, "A1: filled = min(limit, demand)");
        assertEq(sum, c.filled, "A1: the pools' filled parts add up");
    }

    function testFuzz_A2_A3_onePriceBelowEveryFilledTick(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) external pure {
        (Book memory book, Tick reserveTick) = _draw(seed, bitmap, draw, reserve);
        Clearing memory c = book.clear(reserveTick);
        assertTrue(!(c.priceTick < reserveTick), "A2: the price is never below the reserve");
        Tick[] memory ticks = book.ticks;
        for (uint256 i = 0; i < ticks.length; ++i) {
            uint256 filled = book.filledAt(c, ticks[i]);
            if (ticks[i] < c.priceTick) assertEq(filled, 0, "A2: nothing below the price is filled");
            if (book.limit() > 0 && ticks[i] > c.priceTick) {
                assertEq(filled, book.pools[i].assets(), "A2: everything above the price is filled");
            }
            if (filled == 0) continue;
            assertLe(RateGrid.rate(c.priceTick), RateGrid.rate(ticks[i]), "A3: nobody pays more than its tick");
        }
        if (c.filled < book.limit()) assertTrue(c.priceTick == reserveTick, "A2: space left over goes at the reserve");
    }

    function testFuzz_A5_anotherBidNeverLowersThePrice(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve,
        uint8 place,
        uint256 added
    ) external pure {
        (Book memory book, Tick reserveTick) = _draw(seed, bitmap, draw, reserve);
        Tick before = book.clear(reserveTick).priceTick;
        Book memory more = book.with(Tick.wrap(uint8(bound(place, 0, 127))), bound(added, 1, 1e24));
        assertTrue(!(more.clear(reserveTick).priceTick < before), "A5: a bid more, a price no lower");
    }

    /// @dev `added` is one bidder's stake in a pool it may share. Its part of the pool's fill is compared as a fraction.
    function testFuzz_A5_raisingOnesTickNeverLowersOnesFill(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve,
        uint8 from,
        uint8 to,
        uint256 added
    ) external pure {
        (Book memory book, Tick reserveTick) = _draw(seed, bitmap, draw, reserve);
        added = bound(added, 1, 1e24);
        (Tick low, Tick high) = (Tick.wrap(uint8(bound(from, 0, 126))), Tick.wrap(uint8(bound(to, 1, 127))));
        if (!(low < high)) high = Tick.wrap(Tick.unwrap(low) + 1);
        Book memory lower = book.with(low, added);
        Book memory higher = book.with(high, added);
        assertGe(
            higher.filledAt(higher.clear(reserveTick), high) * lower.assetsAt(low),
            lower.filledAt(lower.clear(reserveTick), low) * higher.assetsAt(high),
            "A5: a higher tick is filled at least as far"
        );
    }

    function testFuzz_idleStakeIsUnfilledAndChangesNothingByLeaving(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) external pure {
        (Book memory book, Tick reserveTick) = _draw(seed, bitmap, draw, reserve);
        Clearing memory c = book.clear(reserveTick);
        Tick[] memory ticks = book.ticks;
        Book memory left = book.copy();
        for (uint256 i = 0; i < ticks.length; ++i) {
            if (!book.isIdle(c, ticks[i])) continue;
            assertEq(book.filledAt(c, ticks[i]), 0, "A2: idle stake is not filled");
            left.pools[i] = left.pools[i].withAssets(0);
        }
        Clearing memory after_ = left.clear(reserveTick);
        assertEq(after_.filled, c.filled, "idle stake that leaves frees no space");
        assertTrue(after_.priceTick == c.priceTick || book.limit() == 0, "idle stake that leaves moves no price");
    }

    function test_A1_exactlySoldOutIsPricedAtTheLowestFilledTick() external pure {
        Book memory book;
        book = book.with(Tick.wrap(50), 100).with(Tick.wrap(20), 100).with(Tick.wrap(10), 0);
        Tick three = Tick.wrap(3);
        assertTrue(book.withLimit(200).clear(three).priceTick == Tick.wrap(20), "sold out to the wei");
        assertTrue(book.withLimit(201).clear(three).priceTick == three, "one wei left: the reserve");
        assertTrue(book.withLimit(199).clear(three).priceTick == Tick.wrap(20), "one wei short: pro rata at 20");
        assertTrue(book.withLimit(100).clear(three).priceTick == Tick.wrap(50), "the first tick takes all");
        assertTrue(book.withLimit(0).isIdle(book.clear(three), Tick.wrap(127)), "without space every tick is idle");
    }

    function test_A1_reserveAboveEveryBidSellsNothing() external pure {
        Book memory book;
        book = book.with(Tick.wrap(126), 100).withLimit(1000);
        Clearing memory c = book.clear(Tick.wrap(127));
        assertEq(c.filled + c.demand, 0, "A1: nothing at or above the reserve");
        assertTrue(book.isIdle(c, Tick.wrap(126)), "below the reserve is idle");
        assertTrue(!book.isIdle(c, Tick.wrap(127)), "at the reserve is not, even unoccupied");
    }
}
