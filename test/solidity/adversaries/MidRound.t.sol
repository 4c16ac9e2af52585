// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice A governor that changes the rules in the middle of a round, and settlements at chosen moments.
contract MidRoundTest is Fixture {
    uint256 private constant MODELS = 4;

    function setUp() external {
        deployAll();
        newModels(MODELS, address(0xA));
        fund(1_000_000e18);
    }

    function _queue(Parameters memory p) private {
        vm.prank(governor);
        space.queueParameters(p);
    }

    function test_T2_parametersQueuedMidRoundDoNotTouchIt() external {
        stake(address(0xB), 1, 10, 50e18);
        Parameters memory p = space.parameters();
        p.returnClip = 0.9e18;
        p.rentFee = 0.5e18;
        p.limitGain = 0;
        p.minBid = 60e18;
        p.baseLimit = 100e18;
        p.challengePeriod = 6 hours;
        p.biddingPeriod = 10 days;
        toLock();
        _queue(p);
        assertEq(space.parameters().rentFee, 0.1e18, "T2: the open round keeps its own");
        toReport();
        propose(1e18, 0, Sheets.same(MODELS, Sheets.record(-32_768, 1000, 10_000, 10_000)));
        afterChallenge();
        assertEq(space.roundStatus().proposedAt + 1 days, time(), "T2: its own challenge period too");
        oracle.finalize(1);
        assertEq(space.parameters().rentFee, 0.5e18, "T2: the next round has the new ones");
        assertEq(space.roundStatus().locksAt, time() + 10 days, "T2: and its times");
        // Settled after the change, with the parameters of its round.
        settleOne(1);
        assertEq(space.accounts().burned, 2.5e18, "T2: the clip of round 1");
        assertEq(space.modelStatus(1).earned, 4e18, "T2: the gain of round 1");
        assertEq(space.modelStatus(1).base, 1000e18, "T2: the base of round 1");
        // A position below the new minimum may leave, whole.
        uint256 shares = sharesOf(address(0xB), 1, 10);
        vm.prank(address(0xB));
        vm.expectPartialRevert(IStakeSpace.PositionBelowMinBid.selector);
        space.withdraw(1, 10, shares / 2, address(0xB), address(0xB));
        withdrawAll(address(0xB), 1, 10);
    }

    function test_T2_onlyTheLastSetQueuedCounts() external {
        Parameters memory p = space.parameters();
        p.rentFee = 0.2e18;
        _queue(p);
        p.rentFee = 0.3e18;
        _queue(p);
        (Parameters memory queued, bool any) = space.queuedParameters();
        assertTrue(any && queued.rentFee == 0.3e18, "replaced");
        expire();
        assertEq(space.parameters().rentFee, 0.3e18, "the last one");
        assertEq(space.roundRecord(2).parametersId, 2, "one new set");
        expire();
        assertEq(space.roundRecord(3).parametersId, 2, "kept from then on");
    }

    /// @dev Two worlds, one settled at every chance, one never until the end: the same to the wei, with changing parameters,
    /// reserves, expiries and newcomers in between.
    function testFuzz_T2_eagerAndLazyAgreeToTheWei(uint256 seed) external {
        for (uint256 m = 1; m < MODELS; ++m) {
            for (uint256 i = 0; i < 3; ++i) {
                uint256 draw = uint256(keccak256(abi.encode(seed, m, i)));
                stake(address(uint160(0xB0 + i)), m, uint8(draw % 128), 1e18 + ((draw >> 8) % 300e18));
            }
        }
        uint256 start = vm.snapshotState();
        bytes32 eager = _play(seed, true);
        vm.revertToState(start);
        bytes32 lazy = _play(seed, false);
        assertTrue(eager == lazy, "T2: late or at once, the same to the wei");
    }

    function _play(uint256 seed, bool eager) private returns (bytes32) {
        for (uint256 r = 1; r <= 8; ++r) {
            uint256 draw = uint256(keccak256(abi.encode(seed, "round", r)));
            if (draw % 3 == 0) {
                Parameters memory p = space.parameters();
                p.returnClip = uint64((draw >> 8) % 0.2e18);
                p.rentFee = uint64((draw >> 72) % 0.5e18);
                p.limitGain = uint64((draw >> 136) % 5e18);
                p.baseLimit = uint128(1e18 + ((draw >> 200) % 1000) * 1e18);
                _queue(p);
            }
            if (draw % 4 == 1) {
                vm.prank(address(0xA));
                space.setReserve(1 + ((draw >> 16) % MODELS), uint8((draw >> 24) % 128));
            }
            // The fourth model comes to life in the middle, as late as it is.
            if (r == 5) stake(address(0xBB), MODELS, 40, 20e18);
            if (space.roundStatus().locksAt == type(uint40).max) {
                vm.prank(governor);
                space.resume();
            }
            if (draw % 5 == 0) expire();
            else play((draw >> 32) % 1e18, (draw >> 96) % 5000, _records(draw));
            if (!eager) continue;
            for (uint256 m = 1; m <= MODELS; ++m) settleOne(m);
        }
        for (uint256 m = 1; m <= MODELS; ++m) settleOne(m);
        return _digest();
    }

    function _records(uint256 draw) private pure returns (bytes memory records) {
        for (uint256 m = 0; m < MODELS; ++m) {
            uint256 d = uint256(keccak256(abi.encode(draw, m)));
            records = bytes.concat(
                records,
                Sheets.record(
                    int256(d % 10_000) - 5000,
                    int256((d >> 16) % 10_000) - 5000,
                    (d >> 32) % 12_000,
                    (d >> 48) % 12_000
                )
            );
        }
    }

    function _digest() private view returns (bytes32 digest) {
        digest = keccak256(abi.encode(space.accounts()));
        for (uint256 r = 1; r <= 8; ++r) {
            digest = keccak256(abi.encode(digest, space.roundRecord(r).reserve, space.roundRecord(r).unsettledModels));
        }
        for (uint256 m = 1; m <= MODELS; ++m) {
            digest = keccak256(abi.encode(digest, space.modelStatus(m), space.quote(m)));
            for (uint8 tick = 0; tick < 128; ++tick) {
                (uint256 assets, uint256 shares, ) = space.pool(m, tick);
                if (shares > 0) digest = keccak256(abi.encode(digest, assets, shares));
            }
        }
    }

    /// @dev T3: a bid between a round's closing and its settlement has no part in it, whoever settles.
    function test_T3_aBidBeforeASettlementHasNoPartInIt() external {
        stake(address(0xB), 1, 10, 50e18);
        play(1e18, 5000, Sheets.same(MODELS, Sheets.record(5000, 1000, 10_000, 10_000)));
        // The gain of 5 % is public and not settled; a bid at the same tick, a higher and a lower one come to take it.
        stake(address(0x7417EF), 1, 10, 500e18);
        stake(address(0x7417EF), 1, 100, 500e18);
        stake(address(0x7417EF), 1, 1, 500e18);
        assertNear(space.positionAssets(address(0xB), 1, 10), 52.5e18, 1, "T3: the staker has the gain");
        uint256 out =
            withdrawAll(address(0x7417EF), 1, 10) +
                withdrawAll(address(0x7417EF), 1, 100) +
                withdrawAll(address(0x7417EF), 1, 1);
        assertLe(out, 1500e18, "T3: who came after it has nothing of it");
    }

    /// @dev Nor is a loss escaped by leaving before it is settled.
    function test_T3_leavingBeforeASettlementEscapesNothing() external {
        stake(address(0xB), 1, 10, 50e18);
        play(1e18, 0, Sheets.same(MODELS, Sheets.record(-5000, 0, 10_000, 10_000)));
        assertNear(withdrawAll(address(0xB), 1, 10), 47.5e18, 1, "T3: the loss is taken before anything leaves");
        assertNear(space.accounts().burned, 2.5e18, 1, "O2");
    }

    function test_T1_settlingTwiceIsSettlingOnce() external {
        stake(address(0xB), 1, 10, 50e18);
        play(1e18, 5000, Sheets.same(MODELS, Sheets.record(5000, 1000, 10_000, 10_000)));
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (1, 1);
        space.settle(twice);
        bytes32 once = _digest();
        space.settle(twice);
        space.settle(1, 100);
        assertTrue(_digest() == once, "T1: exactly once");
    }
}
