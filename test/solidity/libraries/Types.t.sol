// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Pool, toPool} from "../../../contracts/types/Pool.sol";
import {PositionId, toPositionId} from "../../../contracts/types/PositionId.sol";
import {ScoreRecord} from "../../../contracts/types/ScoreRecord.sol";
import {Tick, MAX_TICK} from "../../../contracts/types/Tick.sol";
import {Test} from "../helpers/Test.sol";

contract TypesTest is Test {
    function testFuzz_poolKeepsItsHalvesApart(uint128 assets, uint128 shares, uint128 other) external pure {
        Pool pool = toPool(assets, shares);
        assertEq(pool.assets(), assets, "assets");
        assertEq(pool.shares(), shares, "shares");
        assertTrue(pool.isEmpty() == (shares == 0), "empty without shares");
        Pool changed = pool.withAssets(other);
        assertEq(changed.assets(), other, "new assets");
        assertEq(changed.shares(), shares, "shares stay");
    }

    function testFuzz_positionIdNamesModelAndTick(uint32 modelId, uint8 tick) external pure {
        PositionId id = toPositionId(modelId, Tick.wrap(tick));
        assertEq(id.unwrap() >> 8, modelId, "model");
        assertEq(id.unwrap() & 0xff, tick, "tick");
    }

    function testFuzz_scoreRecordReadsItsFields(
        int16 score,
        int16 growth,
        uint16 weight,
        uint16 baseShare
    ) external pure {
        ScoreRecord r = ScoreRecord.wrap(uint64(bytes8(abi.encodePacked(score, growth, weight, baseShare))));
        assertTrue(r.score() == score, "score with its sign");
        assertTrue(r.growth() == growth, "growth with its sign");
        assertEq(r.weight(), weight > 10_000 ? 10_000 : weight, "weight above 1 reads as 1");
        assertEq(r.baseShare(), baseShare > 10_000 ? 10_000 : baseShare, "baseShare above 1 reads as 1");
    }

    function test_scoreRecordAtTheEdgesOfItsFields() external pure {
        ScoreRecord low = ScoreRecord.wrap(0x8000_8000_0000_0000);
        assertTrue(low.score() == -32_768 && low.growth() == -32_768, "int16 minimum");
        assertTrue(low.weight() == 0 && low.baseShare() == 0, "zeros");
        ScoreRecord high = ScoreRecord.wrap(0x7fff_7fff_ffff_ffff);
        assertTrue(high.score() == 32_767 && high.growth() == 32_767, "int16 maximum");
        assertTrue(high.weight() == 10_000 && high.baseShare() == 10_000, "weights of 6.5535 read as 1");
        ScoreRecord edge = ScoreRecord.wrap(0xffff_ffff_2710_2711);
        assertTrue(edge.score() == -1 && edge.growth() == -1, "minus one");
        assertTrue(edge.weight() == 10_000 && edge.baseShare() == 10_000, "1.0000 and 1.0001");
    }

    function testFuzz_ticksCompareAsNumbers(uint8 a, uint8 b) external pure {
        (Tick x, Tick y) = (Tick.wrap(a), Tick.wrap(b));
        assertTrue((x == y) == (a == b), "equality");
        assertTrue((x > y) == (a > b) && (x < y) == (a < b), "order");
        assertEq(Tick.unwrap(MAX_TICK), 127, "the grid has 128 ticks");
    }
}
