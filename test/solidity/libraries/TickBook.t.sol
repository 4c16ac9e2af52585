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
    using TickBook for Clearing;
    using TickBook for uint128;

    uint256 private constant MOST = 40;

    /// @dev Limits that cut a book anywhere: nothing, within it, exactly it, above it.
    function _limit(Book memory book, uint256 draw) private pure returns (uint256) {
        uint256 total = book.total();
        if (draw % 8 == 0) return 0;
        if (draw % 8 == 1) return total;
        if (draw % 8 == 2) return total + (draw % 1e24);
        return (draw >> 3) % (total + 1);
    }

    function testFuzz_ticksOfListsTheBitsHighestFirst(uint128 bitmap) external pure {
        Tick[] memory ticks = bitmap.ticksOf();
        uint128 back = 0;
        for (uint256 i = 0; i < ticks.length; ++i) {
            if (i > 0) assertTrue(ticks[i] < ticks[i - 1], "highest first");
            back = back.with(ticks[i]);
        }
        assertEq(back, bitmap, "every bit once");
        for (uint256 i = 0; i < ticks.length; ++i) back = back.without(ticks[i]);
        assertEq(back, 0, "every bit cleared");
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
        Book memory book = Books.make(seed, bitmap, MOST);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        uint256 limit = _limit(book, draw);
        Clearing memory c = book.clear(limit, reserveTick);
        uint256 demand = 0;
        uint256 sum = 0;
        for (uint256 i = 0; i < book.ticks.length; ++i) {
            if (!(book.ticks[i] < reserveTick)) demand += book.pools[i].assets();
            uint256 filled = c.filledAt(book, i);
            assertLe(filled, book.pools[i].assets(), "A1: no pool is filled beyond its assets");
            sum += filled;
        }
        assertEq(c.demand, demand, "A1: demand is what stands at or above the reserve");
        assertEq(c.filled, demand < limit ? demand : limit, "A1: filled = min(limit, demand)");
        assertEq(sum, c.filled, "A1: the pools' filled parts add up");
        assertEq(c.filledAt(book, book.ticks.length), 0, "A1: nothing is filled past the book");
    }

    function testFuzz_A2_A3_onePriceBelowEveryFilledTick(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) external pure {
        Book memory book = Books.make(seed, bitmap, MOST);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        uint256 limit = _limit(book, draw);
        Clearing memory c = book.clear(limit, reserveTick);
        assertTrue(!(c.priceTick < reserveTick), "A2: the price is never below the reserve");
        for (uint256 i = 0; i < book.ticks.length; ++i) {
            uint256 filled = c.filledAt(book, i);
            if (book.ticks[i] < c.priceTick) assertEq(filled, 0, "A2: nothing below the price is filled");
            if (limit > 0 && book.ticks[i] > c.priceTick) {
                assertEq(filled, book.pools[i].assets(), "A2: everything above the price is filled");
            }
            if (filled > 0) {
                assertLe(
                    RateGrid.rate(c.priceTick),
                    RateGrid.rate(book.ticks[i]),
                    "A3: nobody pays more than its tick"
                );
            }
        }
        if (c.filled < limit) assertTrue(c.priceTick == reserveTick, "A2: space left over goes at the reserve");
    }

    function testFuzz_A5_anotherBidNeverLowersThePrice(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve,
        uint8 place,
        uint256 added
    ) external pure {
        Book memory book = Books.make(seed, bitmap, MOST);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        uint256 limit = _limit(book, draw);
        Tick before = book.clear(limit, reserveTick).priceTick;
        Book memory more = book.with(Tick.wrap(uint8(bound(place, 0, 127))), bound(added, 1, 1e24));
        assertTrue(!(more.clear(limit, reserveTick).priceTick < before), "A5: a bid more, a price no lower");
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
        Book memory book = Books.make(seed, bitmap, MOST);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        added = bound(added, 1, 1e24);
        (from, to) = (uint8(bound(from, 0, 126)), uint8(bound(to, 1, 127)));
        if (from >= to) to = from + 1;
        uint256 limit = _limit(book, draw);
        (uint256 fillLow, uint256 allLow) = _fillAt(book.with(Tick.wrap(from), added), limit, reserveTick, from);
        (uint256 fillHigh, uint256 allHigh) = _fillAt(book.with(Tick.wrap(to), added), limit, reserveTick, to);
        assertGe(fillHigh * allLow, fillLow * allHigh, "A5: a higher tick is filled at least as far");
    }

    function _fillAt(
        Book memory book,
        uint256 limit,
        Tick reserveTick,
        uint8 tick
    ) private pure returns (uint256 filled, uint256 assets) {
        uint256 place = book.placeOf(Tick.wrap(tick));
        return (book.clear(limit, reserveTick).filledAt(book, place), book.pools[place].assets());
    }

    function testFuzz_idleStakeIsUnfilledAndChangesNothingByLeaving(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint8 reserve
    ) external pure {
        Book memory book = Books.make(seed, bitmap, MOST);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        uint256 limit = _limit(book, draw);
        Clearing memory c = book.clear(limit, reserveTick);
        Book memory left = book.copy();
        for (uint256 i = 0; i < book.ticks.length; ++i) {
            if (!c.isIdle(limit, book.ticks[i])) continue;
            assertEq(c.filledAt(book, i), 0, "A2: idle stake is not filled");
            left.pools[i] = left.pools[i].withAssets(0);
        }
        Clearing memory after_ = left.clear(limit, reserveTick);
        assertEq(after_.filled, c.filled, "idle stake that leaves frees no space");
        assertTrue(after_.priceTick == c.priceTick || limit == 0, "idle stake that leaves moves no price");
    }

    function test_A1_exactlySoldOutIsPricedAtTheLowestFilledTick() external pure {
        Book memory book;
        book = book.with(Tick.wrap(50), 100).with(Tick.wrap(20), 100).with(Tick.wrap(10), 0);
        assertTrue(book.clear(200, Tick.wrap(3)).priceTick == Tick.wrap(20), "sold out to the wei");
        assertTrue(book.clear(201, Tick.wrap(3)).priceTick == Tick.wrap(3), "one wei left: the reserve");
        assertTrue(book.clear(199, Tick.wrap(3)).priceTick == Tick.wrap(20), "one wei short: pro rata at 20");
        assertTrue(book.clear(100, Tick.wrap(3)).priceTick == Tick.wrap(50), "the first tick takes all");
        assertTrue(book.clear(0, Tick.wrap(3)).isIdle(0, Tick.wrap(127)), "without space every tick is idle");
    }

    function test_A1_reserveAboveEveryBidSellsNothing() external pure {
        Book memory book;
        book = book.with(Tick.wrap(126), 100);
        Clearing memory c = book.clear(1000, Tick.wrap(127));
        assertEq(c.filled + c.demand, 0, "A1: nothing at or above the reserve");
        assertTrue(c.isIdle(1000, Tick.wrap(126)), "below the reserve is idle");
        assertTrue(!c.isIdle(1000, Tick.wrap(127)), "at the reserve is not, even unoccupied");
    }
}
