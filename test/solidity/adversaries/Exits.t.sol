// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {IStakeSpace, Phase} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice The ways out: with the oracle dead, the guardian hostile, a model long forgotten.
contract ExitsTest is Fixture {
    uint256 private constant TRANSACTION_GAS = 2 ** 24;
    uint256 private constant STAKERS = 50;
    uint256 private constant MODELS = 20;

    function setUp() external {
        deployAll();
        fund(10_000e18);
    }

    function _staker(uint256 i) private pure returns (address) {
        return address(uint160(0x57A0000 + i));
    }

    /// @dev 50 stakers, each on four of 20 models, at ticks of their own. Five stakes in seven are filled.
    function _populate() private {
        newModels(MODELS, address(0xA));
        for (uint256 i = 0; i < STAKERS; ++i) {
            for (uint256 k = 0; k < 4; ++k) {
                stake(_staker(i), ((i * 7 + k * 5) % MODELS) + 1, uint8((i * 13 + k * 31) % 128), (i + 1) * 1e18);
            }
        }
    }

    function _call(address who, address target, bytes memory call_) private {
        vm.prank(who);
        (bool ok, ) = target.call{gas: TRANSACTION_GAS}(call_);
        assertTrue(ok, "E1: a way out is open, and fits in a transaction");
    }

    /// @dev A staker's calls: one multicall with all its withdrawals.
    function _leaveAll(uint256 i) private {
        bytes[] memory calls = new bytes[](4);
        for (uint256 k = 0; k < 4; ++k) {
            (uint256 m, uint8 tick) = (((i * 7 + k * 5) % MODELS) + 1, uint8((i * 13 + k * 31) % 128));
            calls[k] = abi.encodeCall(space.withdraw, (m, tick, sharesOf(_staker(i), m, tick), _staker(i), _staker(i)));
        }
        _call(_staker(i), address(space), abi.encodeCall(space.multicall, (calls)));
    }

    function _nothingLeft() private view {
        assertEq(space.accounts().stakedModels, 0, "E1: everybody has left");
        uint256 owed = space.accounts().treasury + space.accounts().burned + space.accounts().rentOwed;
        uint256 open = 0;
        for (uint256 r = 1; r < space.roundStatus().round; ++r) open += space.roundRecord(r).reserve;
        assertEq(space.accounts().held, owed + open, "C1: what is left is owed to others");
        assertEq(token.balanceOf(address(space)), space.accounts().held, "S1");
    }

    /// hardhat-config: isolate = true
    function test_E1_fiftyStakersOnTwentyModelsLeaveWithTheOracleDeadAndTheGuardianHostile() external {
        _populate();
        // The last thing the oracle does is a report, which nobody settles; the guardian vetoes the next and pauses.
        play(1e18, 2000, Sheets.same(MODELS, Sheets.record(2000, 500, 5000, 10_000)));
        toReport();
        propose(1e18, 2000, Sheets.same(MODELS, Sheets.record(-2000, -500, 5000, 10_000)));
        bytes32 digest = oracle.proposedDigest(2);
        vm.prank(guardian);
        oracle.veto(2, digest);
        vm.prank(guardian);
        space.setPaused(true);
        uint256 start = time();

        uint256 calls = 1;
        toOverdue();
        _call(address(0xC), address(space), abi.encodeCall(space.expireRound, ()));
        for (uint256 i = 0; i < STAKERS; ++i) {
            _leaveAll(i);
            ++calls;
        }
        _nothingLeft();
        emit log_named_uint("calls until 50 stakers with 200 positions on 20 models have left", calls);
        emit log_named_uint("seconds of waiting for it, from the veto on", time() - start);
        assertEq(calls, STAKERS + 1, "E1: one call each, and one to expire the round");
        assertLe(time() - start, 7 days, "E1: no longer than the report period");
    }

    /// @dev Nobody acts for so long that rounds expire into recess, where everybody may leave at any time.
    function test_E1_throughTheRecessPath() external {
        _populate();
        vm.prank(guardian);
        space.setPaused(true);
        for (uint256 i = 0; i < 3; ++i) expire();
        assertEq(uint256(space.roundStatus().phase), uint256(Phase.Recess), "recess after three missed rounds");
        vm.expectPartialRevert(IStakeSpace.TooEarly.selector);
        space.expireRound();
        vm.warp(time() + 3650 days);
        for (uint256 i = 0; i < STAKERS; ++i) _leaveAll(i);
        _nothingLeft();
    }

    /// @dev A resume is no trap: a full bidding period follows, the last day of which at least has no quiet period.
    function test_E1_aResumeLeavesTimeToGo() external {
        _populate();
        for (uint256 i = 0; i < 3; ++i) expire();
        vm.prank(governor);
        space.resume();
        vm.warp(time() + 2.5 days - 1);
        for (uint256 i = 0; i < STAKERS; ++i) _leaveAll(i);
        _nothingLeft();
    }

    function test_E3_aGuardianThatPausesEverythingStopsNoExit() external {
        _populate();
        uint256 m = 1;
        play(1e18, 2000, Sheets.same(MODELS, Sheets.record(-2000, 500, 5000, 10_000)));
        vm.prank(guardian);
        space.setPaused(true);

        // What comes in stops.
        vm.expectRevert(IStakeSpace.Paused.selector);
        space.bid(m, 1, 1e18, address(this));
        vm.expectRevert(IStakeSpace.Paused.selector);
        space.move(m, 1, 2, 1);
        vm.expectRevert(IModelRegistry.RegistrationPaused.selector);
        registry.register("late", "", 1e18);
        // What goes out, and what everybody's accounts need, does not.
        settleOne(m);
        space.settle(m, 1);
        space.flushBurned();
        vm.prank(address(0xA));
        space.collectRent(m);
        vm.prank(address(0xA));
        space.setReserve(m, 3);
        fund(1e18);
        uint256 some = sharesOf(_staker(0), m, 0) / 2;
        vm.prank(_staker(0));
        space.transfer(address(0xF), idOf(m, 0), some);
        withdrawAll(address(0xF), m, 0);
        toReport();
        (, address[] memory pages) = reportOf(0, 0, Sheets.same(MODELS, Sheets.record(0, 0, 0, 10_000)));
        assertTrue(pages[0].code.length > 0, "pages can be posted");
        expire();
        withdrawAll(_staker(0), m, 0);
    }

    function test_E3_pausedProposalsAreRefused() external {
        _populate();
        vm.prank(guardian);
        space.setPaused(true);
        toReport();
        bytes memory records = Sheets.same(MODELS, Sheets.record(0, 0, 0, 10_000));
        (Report memory report, address[] memory pages) = reportOf(0, 0, records);
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        vm.expectRevert(IStakeSpace.Paused.selector);
        oracle.propose(report, pages, signatures);
        vm.prank(guardian);
        space.setPaused(false);
        oracle.propose(report, pages, signatures);
        // A pending report is finalized also when paused.
        vm.prank(guardian);
        space.setPaused(true);
        afterChallenge();
        oracle.finalize(1);
    }

    function test_E1_aModelIdleForTwoHundredRoundsIsSettledInOneStep() external {
        newModels(2, address(0xA));
        stake(address(0xB), 1, 10, 50e18);
        // Model 2 had stake once: its past must not count either.
        stake(address(0xB), 2, 10, 50e18);
        bytes memory records = Sheets.same(2, Sheets.record(100, 1000, 5000, 8000));
        play(1e18, 200, records);
        withdrawAll(address(0xB), 2, 10);
        assertGt(space.modelStatus(2).earned, 0, "it had earned something");
        for (uint256 i = 0; i < 200; ++i) {
            if (i % 7 == 3) expire();
            else play(1e18, 200, records);
        }
        assertEq(space.modelStatus(2).earned, 0, "L2: nothing earned without stake");
        assertEq(space.limit(2), 800e18, "L1: the base of the last report: 1000 * 0.8");
        uint256 before = gasleft();
        stake(address(0xB), 2, 10, 50e18);
        assertLe(before - gasleft(), 400_000, "E1: 200 rounds in one step");
        assertEq(space.modelStatus(2).settledThrough, 201, "T1: settled through the last closed round");
    }

    function test_E1_aStakedModelTwoHundredRoundsBehindIsSettledInSteps() external {
        newModels(1, address(0xA));
        stake(address(0xB), 1, 10, 50e18);
        bytes memory records = Sheets.record(100, 1000, 5000, 8000);
        for (uint256 i = 0; i < 200; ++i) play(0.1e18, 200, records);
        uint256 shares = sharesOf(address(0xB), 1, 10);
        uint256 worth = space.positionAssets(address(0xB), 1, 10);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.NotSettled.selector, 1, 0, 200));
        vm.prank(address(0xB));
        space.withdraw(1, 10, shares, address(0xB), address(0xB));
        uint256 steps = 0;
        while (space.modelStatus(1).settledThrough < 184) {
            _call(address(0xC), address(space), abi.encodeWithSignature("settle(uint256,uint256)", 1, 64));
            ++steps;
        }
        assertEq(steps, 3, "E1: 64 rounds a step");
        assertEq(withdrawAll(address(0xB), 1, 10), worth, "E2: views answered as if settled");
    }
}
