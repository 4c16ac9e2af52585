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
        // The round before the last, as after 65,533 rounds in which nobody acted on model 1, all of them expired.
        _setGateRound(65_534);
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

    // -------------------------------------------------------------------------------------------- Words set by hand
    //
    // What cannot be reached in the time a test has is written where the contract keeps it: 255 missed rounds, since a recess
    // follows the twelfth at the latest and each later one needs a resume; a parametersId near 2^16, which grows by at most one
    // a round; rent near 2^112, for which 65,535 rounds of a full limit do not even suffice (2^111.35); burns and rent near
    // 2^120, which need all there is to be burned or paid as rent. What cannot be reached at all is a sum of the ledger above
    // 2^120: its three accounts, the pools and the reserves add up to what is held.

    /// @dev E1: rounds missed are counted in eight bits, and the 256th may not fail.
    function test_E1_missedRoundsAreCountedUpTo255() external {
        _setProgress(176, type(uint8).max, 255);
        assertEq(space.roundStatus().missedRounds, 255, "the place is right");
        for (uint256 i = 0; i < 2; ++i) {
            expire();
            assertEq(space.roundStatus().missedRounds, 255, "E1: the round expires, and nothing counts past it");
            assertTrue(space.roundStatus().phase == Phase.Recess, "E1: everybody may leave");
            assertEq(space.roundRecord(2 + i).parametersId, 1, "its neighbours in the slot are untouched");
            vm.prank(governor);
            space.resume();
        }
        play(0, 0, Sheets.same(2, Sheets.record(0, 0, 0, 10_000)));
        assertEq(space.roundStatus().missedRounds, 0, "a report starts over");
    }

    /// @dev A set queued in every round there is takes as many ids as there are rounds.
    function test_theLastParametersIdThereIs() external {
        _setGateRound(65_533);
        _setProgress(160, type(uint16).max, 65_533);
        Parameters memory p = Defaults.parameters();
        for (uint256 id = 65_534; id <= 65_535; ++id) {
            p.minBid = uint128(id);
            vm.prank(governor);
            space.queueParameters(p);
            expire();
            assertEq(space.roundRecord(id).parametersId, id, "a set of its own for the round");
            assertEq(space.parameters().minBid, id, "and in force");
            assertEq(space.roundStatus().missedRounds, id - 65_533, "its neighbours in the slot are untouched");
        }
        // One more can be queued, and never counts: the last round never closes.
        p.minBid = 1;
        vm.prank(governor);
        space.queueParameters(p);
        (Parameters memory queued, bool any) = space.queuedParameters();
        assertTrue(any && queued.minBid == 1, "queued");
        assertEq(space.parameters().minBid, 65_535, "the last round keeps its own");
        stake(WHALE, 1, 20, 50e18);
        assertEq(withdrawAll(WHALE, 1, 20), 50e18, "E1: in and out");
    }

    /// @dev Rent of 2^112 - 1 to the last wei, beside the round and the bitmap in its slot.
    function test_S1_rentUpToTheLastBit() external {
        uint256 most = 2 ** 108 - 1;
        stake(WHALE, 1, 127, most);
        fund(MAX_HELD - most);
        play(0, 0, Sheets.same(2, Sheets.record(0, 0, 10_000, 10_000)));
        uint256 rent = (MAX_LIMIT * 3968) / 1e5;
        rent -= rent / 10;
        uint256 before = 2 ** 112 - 1 - rent;
        bytes32 slot = _headSlot(1);
        vm.store(address(space), slot, bytes32(uint256(vm.load(address(space), slot)) | (before << 128)));
        _setLedger(space.accounts().treasury - before, 0, before);
        settleOne(1);
        assertEq(space.modelStatus(1).rent, 2 ** 112 - 1, "A3: all bits of it");
        assertEq(space.modelStatus(1).settledThrough, 1, "its neighbours in the slot are untouched");
        assertEq(space.modelStatus(1).bitmap, 1 << 127, "its neighbours in the slot are untouched");
        assertEq(space.accounts().rentOwed, 2 ** 112 - 1, "S1: owed");
        vm.prank(address(0xA));
        assertEq(space.collectRent(1), 2 ** 112 - 1, "S1: paid");
        assertEq(token.balanceOf(address(0xA)), 2 ** 112 - 1, "S1: paid");
        assertEq(space.modelStatus(1).rent, 0, "S1: once");
        assertEq(space.accounts().rentOwed, 0, "S1: once");
        withdrawAll(WHALE, 1, 127);
        assertEq(token.balanceOf(address(space)), space.accounts().held, "S1");
    }

    /// @dev Everything held is one account's, but for a stake that adds its share to it.
    function test_S1_eachAccountOfTheLedgerUpToTheLastBit() external {
        uint256 most = 2 ** 108 - 1;
        stake(WHALE, 1, 127, most);
        fund(MAX_HELD - most);
        play(1e18, 0, Sheets.same(2, Sheets.record(-32_768, 0, 10_000, 10_000)));
        uint256 burn = (MAX_LIMIT * 32_768) / 1e5;
        uint256 rent = (MAX_LIMIT * 3968) / 1e5;
        uint256 fee = rent / 10;
        uint256 all = space.accounts().treasury;
        uint256 start = vm.snapshotState();

        settleOne(1);
        _ledgerIs(all + fee, burn, rent - fee);
        vm.revertToState(start);
        _setLedger(0, all, 0);
        settleOne(1);
        _ledgerIs(fee, all + burn, rent - fee);
        assertEq(space.flushBurned(), all + burn, "S1: paid");
        vm.revertToState(start);
        _setLedger(0, 0, all);
        settleOne(1);
        _ledgerIs(fee, burn, all + rent - fee);
        assertEq(token.balanceOf(address(space)), space.accounts().held, "S1");

        // To the very last wei: the stake leaves, and comes back as one account's.
        vm.revertToState(start);
        uint256 out = withdrawAll(WHALE, 1, 127);
        vm.startPrank(WHALE);
        token.approve(address(space), out);
        space.fundTreasury(out);
        vm.stopPrank();
        for (uint256 i = 0; i < 3; ++i) {
            _setLedger(i == 0 ? MAX_HELD : 0, i == 1 ? MAX_HELD : 0, i == 2 ? MAX_HELD : 0);
            _ledgerIs(i == 0 ? MAX_HELD : 0, i == 1 ? MAX_HELD : 0, i == 2 ? MAX_HELD : 0);
        }
        _setLedger(0, MAX_HELD, 0);
        assertEq(space.flushBurned(), MAX_HELD, "S1: all of 2^120 - 1 wei are paid at once");
        assertEq(token.balanceOf(SINK), MAX_HELD, "S1: paid");
        assertEq(space.accounts().held, 0, "S1: nothing is left");
    }

    function _ledgerIs(uint256 treasury, uint256 burned, uint256 rentOwed) private view {
        assertEq(space.accounts().treasury, treasury, "S1: treasury");
        assertEq(space.accounts().burned, burned, "S1: burned");
        assertEq(space.accounts().rentOwed, rentOwed, "S1: rentOwed");
    }

    function _gateSlot() private view returns (bytes32 slot) {
        for (uint256 i = 0; i < 64; ++i) {
            uint256 word = uint256(vm.load(address(space), bytes32(i)));
            bool isGate = uint40(word >> 192) == space.roundStatus().locksAt && uint120(word) == space.accounts().held;
            if (isGate && uint72(word >> 120) == space.parameters().minBid) return bytes32(i);
        }
        revert Untrue("no slot looks like the gate");
    }

    function _setGateRound(uint256 round) private {
        bytes32 slot = _gateSlot();
        uint256 gate = uint256(vm.load(address(space), slot));
        gate = (gate & ~(uint256(type(uint16).max) << 232)) | (round << 232);
        vm.store(address(space), slot, bytes32(gate));
        assertEq(space.roundStatus().round, round, "the place is right");
    }

    /// @dev The rest of the round's state is in the slot after the gate.
    function _setProgress(uint256 shift, uint256 mask, uint256 value) private {
        bytes32 slot = bytes32(uint256(_gateSlot()) + 1);
        uint256 word = uint256(vm.load(address(space), slot));
        assertEq(uint40(word), space.roundStatus().opensAt, "the place is right");
        vm.store(address(space), slot, bytes32((word & ~(mask << shift)) | (value << shift)));
    }

    /// @dev The ledger is behind that and the parameters, in two slots, two of its three words in the first.
    function _setLedger(uint256 treasury, uint256 burned, uint256 rentOwed) private {
        uint256 slot = uint256(_gateSlot()) + 3;
        vm.store(address(space), bytes32(slot), bytes32((burned << 120) | treasury));
        vm.store(address(space), bytes32(slot + 1), bytes32(rentOwed));
        _ledgerIs(treasury, burned, rentOwed);
    }

    function _headSlot(uint256 modelId) private view returns (bytes32 slot) {
        for (uint256 i = 0; i < 64; ++i) {
            slot = keccak256(abi.encode(modelId, i));
            uint256 head = uint256(vm.load(address(space), slot));
            if (head != 0 && uint128(head) == space.modelStatus(modelId).bitmap) return slot;
        }
        revert Untrue("no slot looks like the model's head");
    }

    function test_scoresWeightsAndSharesAtTheirEdges() external {
        stake(WHALE, 1, 20, 50e18);
        fund(1000e18);
        // A base and a weight beyond one, with a score of exactly the maximum named.
        play(1e18, 100, Sheets.same(2, Sheets.record(100, 32_767, 65_535, 65_535)));
        settleOne(1);
        assertNear(space.positionAssets(WHALE, 1, 20), 50.05e18, 1, "a weight above one is one");
        assertEq(space.limit(1), MAX_LIMIT, "a share of the base above one is one");
        // Scores of zero, one and minus one unit move what they say.
        play(1e18, 100, Sheets.same(2, Sheets.record(1, 0, 0, 1)));
        settleOne(1);
        assertEq(space.modelStatus(1).base, MAX_LIMIT / 10_000, "one unit of the share");
        play(1e18, 0, Sheets.same(2, Sheets.record(-1, -32_768, 0, 0)));
        settleOne(1);
        assertEq(space.modelStatus(1).base, 0, "none");
        assertEq(space.modelStatus(1).earned, 0, "a loss of all that was earned");
        assertEq(space.quote(1).filled, 0, "L3: nothing is at risk without a limit");
    }
}
