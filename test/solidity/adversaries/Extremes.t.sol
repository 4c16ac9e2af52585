// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace, Phase} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice Values at the edge of every packed type, in the contract that packs them.
contract ExtremesTest is Fixture {
    uint256 private constant MAX_HELD = 2 ** 120 - 1;
    uint256 private constant MAX_LIMIT = 2 ** 100 - 1;

    address private constant WHALE = address(0x3A1E);

    /// @dev The largest limits, gains and clips there can be.
    function setUp() external {
        Parameters memory p = Defaults.parameters();
        (p.baseLimit, p.maxLimit) = (uint128(MAX_LIMIT), uint128(MAX_LIMIT));
        (p.newcomerShare, p.ppfFloor) = (1e18, 1e18);
        p.returnClip = uint64(1e18 - 0.03968e18 - 1);
        p.registrationFee = 0;
        deployAll(_create("TestToken.sol:TestToken", ""), p);
        newModels(2, address(0xA));
    }

    function _bidFails(uint256 assets, uint256 room) private {
        token.mint(WHALE, assets);
        vm.startPrank(WHALE);
        token.approve(address(space), assets);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.DepositCapExceeded.selector, assets, room));
        space.bid(1, 20, assets, WHALE);
        vm.stopPrank();
    }

    function test_S1_depositsUpToTheLastWei() external {
        stake(WHALE, 1, 10, 2 ** 108);
        fund(MAX_HELD - 2 ** 108 - 1e18);
        _bidFails(1e18 + 1, 1e18);
        stake(WHALE, 1, 20, 1e18);
        assertEq(space.accounts().held, MAX_HELD, "2^120 - 1 wei are held");
        _bidFails(1, 0);
        token.mint(address(this), 1);
        token.approve(address(space), 1);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.DepositCapExceeded.selector, 1, 0));
        space.fundTreasury(1);
        assertEq(space.parameters().minBid, 1e18, "its neighbours in the slot are untouched");
        assertEq(space.roundStatus().round, 1, "its neighbours in the slot are untouched");
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.DepositCapExceeded.selector, 2 ** 120, MAX_HELD));
        vm.prank(governor);
        space.queueTreasuryWithdrawal(2 ** 120, WHALE);
        vm.prank(governor);
        space.queueTreasuryWithdrawal(MAX_HELD, WHALE);
        expire();
        assertEq(space.accounts().held, 2 ** 108 + 1e18, "all of the treasury left, and nothing else");
        assertEq(withdrawAll(WHALE, 1, 10), 2 ** 108, "and all of the stake can");
    }

    /// @dev A bid of more than 2^120 never reaches the multiplication it would overflow.
    function testFuzz_S1_noBidIsTooLargeToRefuse(uint256 assets) external {
        assets = bound(assets, MAX_HELD + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.DepositCapExceeded.selector, assets, MAX_HELD));
        space.bid(1, 20, assets, WHALE);
    }

    function test_L1_O2_theLargestStakeLimitGainAndBurn() external {
        uint256 most = 2 ** 108 - 1;
        stake(WHALE, 1, 127, most);
        stake(WHALE, 2, 127, most);
        fund(MAX_HELD - 2 * most);
        play(1e18, 65_535, bytes.concat(bytes8(0x7fff_7fff_ffff_ffff), bytes8(0x8000_8000_ffff_ffff)));
        settleOne(1);
        settleOne(2);
        assertEq(space.limit(1), MAX_LIMIT, "L1: capped at maxLimit");
        assertEq(space.limit(2), MAX_LIMIT, "L1: all of it base");
        uint256 rent = (MAX_LIMIT * 3968) / 1e5;
        assertEq(space.modelStatus(1).rent, rent - rent / 10, "A3: the rent of a full limit");
        uint256 gained = most + (MAX_LIMIT * 32_767) / 1e5 - rent;
        assertNear(space.positionAssets(WHALE, 1, 127), gained, 1, "O3: a gain of 0.32767");
        assertEq(space.accounts().burned, (MAX_LIMIT * 32_768) / 1e5, "O2: a burn of 0.32768");
        assertEq(withdrawAll(WHALE, 2, 127), most - (MAX_LIMIT * 32_768) / 1e5 - rent, "S1: what is left can leave");
        assertEq(token.balanceOf(address(space)), space.accounts().held, "S1");
    }

    function test_theLargestMinimumBid() external {
        Parameters memory p = space.parameters();
        p.minBid = type(uint72).max;
        vm.prank(governor);
        space.queueParameters(p);
        expire();
        token.mint(WHALE, 2 ** 72);
        vm.startPrank(WHALE);
        token.approve(address(space), 2 ** 72);
        vm.expectPartialRevert(IStakeSpace.PositionBelowMinBid.selector);
        space.bid(1, 20, 2 ** 72 - 2, WHALE);
        space.bid(1, 20, 2 ** 72 - 1, WHALE);
        vm.stopPrank();
        assertEq(space.accounts().held, 2 ** 72 - 1, "its neighbours in the slot are untouched");
        assertEq(space.roundStatus().round, 2, "its neighbours in the slot are untouched");
        assertEq(withdrawAll(WHALE, 1, 20), 2 ** 72 - 1, "in and out");
    }

    /// @dev Round numbers have 16 bits: 65,535 rounds, of a day at least each. The last one never locks, so that everybody
    /// can leave it at any time.
    function test_E1_theLastRoundNumberThereIs() external {
        stake(WHALE, 1, 20, 50e18);
        bytes32 slot = _gateSlot();
        uint256 gate = uint256(vm.load(address(space), slot));
        // As after 65,533 rounds in which nobody acted on model 1, all of them expired.
        gate = (gate & ~(uint256(type(uint16).max) << 232)) | (uint256(65_534) << 232);
        vm.store(address(space), slot, bytes32(gate));
        assertEq(space.roundStatus().round, 65_534, "the round before the last");
        space.settle(1, 70_000);
        vm.warp(space.roundStatus().reportBy);
        // The round that was moved here has no parameters of its own in the record; the clock has those of the open set.
        space.expireRound();
        assertEq(space.roundStatus().round, 65_535, "the last round opens");
        assertTrue(space.roundStatus().phase == Phase.Recess, "E1: it locks nothing");
        vm.prank(governor);
        vm.expectRevert(IStakeSpace.LastRound.selector);
        space.resume();
        vm.warp(space.roundStatus().opensAt + 1000 days);
        vm.expectPartialRevert(IStakeSpace.TooEarly.selector);
        space.expireRound();
        assertEq(withdrawAll(WHALE, 1, 20), 50e18, "E1: everybody can leave in it");
    }

    function _gateSlot() private view returns (bytes32 slot) {
        for (uint256 i = 0; i < 64; ++i) {
            uint256 word = uint256(vm.load(address(space), bytes32(i)));
            bool isGate = uint40(word >> 192) == space.roundStatus().locksAt && uint120(word) == space.accounts().held;
            if (isGate && uint72(word >> 120) == space.parameters().minBid) return bytes32(i);
        }
        revert Untrue("no slot looks like the gate");
    }

    function test_scoresWeightsAndUniquenessAtTheirEdges() external {
        stake(WHALE, 1, 20, 50e18);
        fund(1000e18);
        // Unique and weighty beyond one, with a score of exactly the maximum named.
        play(1e18, 100, Sheets.same(2, Sheets.record(100, 32_767, 65_535, 65_535)));
        settleOne(1);
        assertNear(space.positionAssets(WHALE, 1, 20), 50.05e18, 1, "a weight above one is one");
        assertEq(space.limit(1), MAX_LIMIT, "a uniqueness above one is one");
        // Scores of zero, one and minus one unit move what they say.
        play(1e18, 100, Sheets.same(2, Sheets.record(1, 0, 0, 1)));
        settleOne(1);
        assertEq(space.modelStatus(1).base, MAX_LIMIT / 10_000, "one unit of uniqueness");
        play(1e18, 0, Sheets.same(2, Sheets.record(-1, -32_768, 0, 0)));
        settleOne(1);
        assertEq(space.modelStatus(1).base, 0, "none");
        assertEq(space.modelStatus(1).earned, 0, "a loss of all that was earned");
        assertEq(space.quote(1).filled, 0, "L3: nothing is at risk without a limit");
    }
}
