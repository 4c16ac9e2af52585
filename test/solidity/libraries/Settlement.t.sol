// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RateGrid} from "../../../contracts/libraries/RateGrid.sol";
import {Flows, Settlement, Terms} from "../../../contracts/libraries/Settlement.sol";
import {Book, Clearing, TickBook} from "../../../contracts/libraries/TickBook.sol";
import {ScoreRecord} from "../../../contracts/types/ScoreRecord.sol";
import {Tick} from "../../../contracts/types/Tick.sol";
import {Books} from "../helpers/Books.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Test} from "../helpers/Test.sol";

contract SettlementTest is Test {
    using Books for Book;
    using Settlement for Book;
    using TickBook for Book;
    using TickBook for uint128;

    uint256 private constant WAD = 1e18;
    /// @dev The most {ParameterBounds} lets through: with rate(127) just below one.
    uint256 private constant MAX_CLIP = 1e18 - 0.03968e18 - 1;

    function _terms(uint256 draw) private pure returns (Terms memory terms) {
        terms.parameters = Defaults.parameters();
        terms.parameters.returnClip = uint64(draw % 4 == 0 ? MAX_CLIP : (draw >> 8) % (MAX_CLIP + 1));
        terms.parameters.ppfFloor = uint64((draw >> 80) % (WAD + 1));
        terms.parameters.rentFee = uint64((draw >> 140) % (WAD / 2 + 1));
        terms.payoutFactor = draw % 3 == 0 ? WAD : (draw >> 160) % (WAD + 1);
        terms.maxScore = (draw >> 230) % 65_536;
        terms.xMax = Settlement.xMaxOf(terms.parameters, terms.payoutFactor, terms.maxScore);
    }

    function testFuzz_O2_returnsStayWithinTheClips(uint256 draw, uint64 record) external pure {
        Terms memory terms = _terms(draw);
        ScoreRecord r = ScoreRecord.wrap(record);
        (uint256 x, bool isLoss) = Settlement.returnOf(terms, r);
        assertTrue(isLoss == (r.score() < 0), "a loss is a negative score");
        assertLe(x, terms.parameters.returnClip, "O2: at most the clip");
        if (!isLoss) assertLe(x, terms.xMax, "O3: a gain is at most xMax");
        assertLe(terms.xMax, terms.parameters.returnClip, "O3: xMax is at most the clip");
        assertTrue(x + (RateGrid.MAX_RATE * WAD) / RateGrid.RATE_ONE < WAD, "S2: return and rent take less than all");
    }

    function testFuzz_settlementMovesWhatItSays(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint64 record,
        uint256 space,
        uint8 reserve
    ) external pure {
        Book memory book = Books.make(seed, bitmap, 20);
        Book memory before = book.copy();
        Terms memory terms = _terms(draw);
        book.base = before.base = bound(space, 0, 1e25);
        Tick reserveTick = Tick.wrap(uint8(bound(reserve, 0, 127)));
        Clearing memory c = before.clear(reserveTick);
        Flows memory flows = book.settle(reserveTick, terms, ScoreRecord.wrap(record));

        assertLe(flows.filled, before.base, "L3: at risk is at most the limit");
        assertEq(book.total + flows.burn + flows.rent, before.total + flows.gain, "C1: nothing appears or is lost");
        assertLe(flows.burn * WAD, flows.filled * terms.parameters.returnClip, "O2: burned <= returnClip * filled");
        assertLe(flows.gain, flows.release, "O3: paid from what was released");
        assertEq(flows.release, (before.total * terms.xMax) / WAD, "S3: release");
        assertTrue(flows.gain == 0 || flows.burn == 0, "a round gains or burns");
        assertLe(flows.fee * 2, flows.rent, "the fee is at most half of the rent");
        assertEq(book.rent + flows.fee, flows.rent, "C1: the rest of the rent is the model's");
        assertEq(flows.rate, RateGrid.rate(c.priceTick), "A3: one rate for all");
        _eachPool(before, book, c, flows);
    }

    function _eachPool(Book memory before, Book memory book, Clearing memory c, Flows memory flows) private pure {
        uint256 rent = 0;
        uint256 total = 0;
        Tick[] memory ticks = before.ticks;
        for (uint256 i = 0; i < ticks.length; ++i) {
            uint256 filled = before.filledAt(c, ticks[i]);
            rent += (filled * flows.rate) / RateGrid.RATE_ONE;
            total += book.pools[i].assets();
            assertEq(book.pools[i].shares(), before.pools[i].shares(), "settlement makes no shares");
            if (filled == 0) assertEq(book.pools[i].assets(), before.pools[i].assets(), "A3: idle stake pays nothing");
            if (i >= book.touched) assertEq(filled, 0, "only the pools that are stored change");
            if (before.pools[i].assets() > 0) assertGt(book.pools[i].assets(), 0, "S2: a pool with assets keeps some");
        }
        assertEq(flows.rent, rent, "A3: every filled token pays the same rate, rounded down per pool");
        assertEq(book.total, total, "C1: the book's total is its pools'");
    }

    /// @dev A3 and O2 for one pool: never more than its own tick's rate, never more than the clip.
    function testFuzz_A3_nobodyPaysMoreThanItsTick(
        uint256 seed,
        uint128 bitmap,
        uint256 draw,
        uint64 record
    ) external pure {
        Book memory book = Books.make(seed, bitmap, 20);
        Book memory before = book.copy();
        Terms memory terms = _terms(draw);
        // A loss, so that what a pool lost beside the rent is the burn.
        ScoreRecord r = ScoreRecord.wrap(record | (1 << 63));
        book.base = before.total / 2;
        book.settle(Tick.wrap(0), terms, r);
        Tick[] memory ticks = book.ticks;
        for (uint256 i = 0; i < book.pools.length; ++i) {
            uint256 lost = before.pools[i].assets() - book.pools[i].assets();
            uint256 most = terms.parameters.returnClip + (RateGrid.rate(ticks[i]) * WAD) / RateGrid.RATE_ONE;
            assertLe(lost * WAD, before.pools[i].assets() * most, "A3, O2: rent within the tick, burn within the clip");
        }
    }

    /// @dev A score above the sheet's named maximum reads as the maximum.
    function testFuzz_O3_aLyingMaxScoreOnlyClipsGains(uint256 draw, uint16 score) external pure {
        Terms memory terms = _terms(draw);
        uint64 named = uint64(terms.maxScore > 32_767 ? 32_767 : terms.maxScore);
        (uint256 x, ) = Settlement.returnOf(terms, ScoreRecord.wrap(uint64(score & 0x7fff) << 48));
        (uint256 most, ) = Settlement.returnOf(terms, ScoreRecord.wrap(named << 48));
        if ((score & 0x7fff) > terms.maxScore) assertEq(x, most, "O3: above the maximum reads as the maximum");
        else assertLe(x, most, "O3: below it, no more than it");
    }

    function test_theExampleOfTheDefaults() external pure {
        Terms memory terms;
        terms.parameters = Defaults.parameters();
        (terms.payoutFactor, terms.maxScore) = (0.5e18, 4000);
        terms.xMax = Settlement.xMaxOf(terms.parameters, terms.payoutFactor, terms.maxScore);
        assertEq(terms.xMax, 0.02e18, "0.5 * 0.04");
        Book memory book;
        book = book.with(Tick.wrap(40), 60e18).with(Tick.wrap(17), 60e18);
        // Half weight: PPF 0.75. Score 0.02: x = 0.5 * 0.75 * 0.02. Space for 100: sold out at tick 17, rate 34.
        ScoreRecord r = ScoreRecord.wrap((uint64(2000) << 48) | (5000 << 16));
        book.base = 100e18;
        Flows memory flows = book.settle(Tick.wrap(0), terms, r);
        assertEq(flows.gain, 0.75e18, "100 * 0.0075");
        assertEq(flows.rent, 0.034e18, "100 * 0.00034");
        assertEq(flows.fee, 0.0034e18, "a tenth of it");
        assertEq(flows.release, 2.4e18, "120 * 0.02");
        assertEq(book.pools[0].assets(), 60e18 + 0.45e18 - 0.0204e18, "the full pool");
        assertEq(book.pools[1].assets(), 60e18 + 0.3e18 - 0.0136e18, "the marginal pool, two thirds of it");
    }
}
