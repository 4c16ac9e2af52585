// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice A thief inside one round, in pools whose prices sixty rounds of the largest losses and gains have moved: a share
/// of model 1 costs 1e-17 wei or so, one of model 2 more than twenty. Model 3 is new.
contract ThiefTest is Fixture {
    enum Kind {
        Bid,
        Withdraw,
        Move
    }
    enum Time {
        Bidding,
        Quiet,
        Live
    }

    /// @dev What the thief got done, by time and kind; and what it was refused, by the place of its error in `_errors`.
    struct Tally {
        uint256[3][3] done;
        uint256[6] refused;
    }

    address private constant THIEF = address(0x7417EF);
    address private constant ACCOMPLICE = address(0xACC);
    address private constant VICTIM = address(0xB1C);
    address private constant OWNER = address(0xA);
    uint256 private constant BROUGHT = 1e30;

    /// @dev The lowest is new everywhere. Where the owner's reserve is tick 30, the lower two are idle.
    uint8[3] private _ticks = [10, 20, 40];

    bytes4[6] private _errors = [
        IStakeSpace.ZeroAmount.selector,
        IStakeSpace.PositionBelowMinBid.selector,
        IStakeSpace.SharesOverflow.selector,
        IStakeSpace.QuietPeriod.selector,
        IStakeSpace.StakeLocked.selector,
        IStakeSpace.BiddingClosed.selector
    ];

    function setUp() external {
        Parameters memory p = Defaults.parameters();
        (p.minBid, p.registrationFee) = (1, 0);
        (p.baseLimit, p.maxLimit) = (2 ** 100 - 1, 2 ** 100 - 1);
        (p.newcomerShare, p.ppfFloor) = (1e18, 1e18);
        p.returnClip = 0.96e18;
        deployAll(_create("TestToken.sol:TestToken", ""), p);
        newModels(3, OWNER);
        fund(1e28);
        for (uint256 i = 1; i < 3; ++i) {
            stake(VICTIM, 1, _ticks[i], 1e24);
            stake(VICTIM, 2, _ticks[i], 1000);
        }
        bytes memory rise = Sheets.record(32_767, 0, 0, 10_000);
        bytes memory records = bytes.concat(Sheets.record(-32_768, 0, 0, 10_000), rise, rise);
        for (uint256 r = 0; r < 60; ++r) _playAndSettle(records);
        for (uint256 i = 1; i < 3; ++i) {
            stake(VICTIM, 3, _ticks[i], 1e18);
            (uint256 assets, uint256 shares, ) = space.pool(1, _ticks[i]);
            assertGt(shares / (assets + 1), 1e16, "shares of model 1 are cheap");
            (assets, shares, ) = space.pool(2, _ticks[i]);
            assertGt(assets / (shares + 1e6), 20, "shares of model 2 are dear");
        }
        token.mint(THIEF, BROUGHT);
        vm.prank(THIEF);
        token.approve(address(space), type(uint256).max);
    }

    function _playAndSettle(bytes memory records) private {
        play(1e18, 32_767, records);
        for (uint256 m = 1; m <= 3; ++m) settleOne(m);
    }

    function _draw(uint256 seed, uint256 i) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, i)));
    }

    // -------------------------------------------------------------------------------------------------- Bidding and leaving

    /// @dev Whatever a thief does in one round, it may leave with at most what it brought: in bidding, in the quiet period,
    /// and as idle stake of a locked book.
    function testFuzz_T4_noSequenceInsideARoundGains(uint256 seed) external {
        Tally memory tally;
        _prowl(seed, tally);
    }

    /// @dev What the fuzzing relies on: its thief does and is refused all that can be.
    function test_T4_theThiefDoesAllThereIsToDo() external {
        Tally memory tally;
        uint256 start = vm.snapshotState();
        for (uint256 seed = 0; seed < 60; ++seed) {
            _prowl(seed, tally);
            vm.revertToState(start);
        }
        for (uint256 time_ = 0; time_ < 3; ++time_) {
            for (uint256 kind = 0; kind < 3; ++kind) {
                bool impossible = time_ == uint256(Time.Live) && kind == uint256(Kind.Bid);
                impossible = impossible || (time_ == uint256(Time.Quiet) && kind == uint256(Kind.Withdraw));
                if (impossible) assertEq(tally.done[time_][kind], 0, "never");
                else assertGt(tally.done[time_][kind], 5, "often");
            }
        }
        for (uint256 i = 0; i < _errors.length; ++i) assertGt(tally.refused[i], 0, "each refusal was met");
    }

    function _prowl(uint256 seed, Tally memory tally) private {
        uint256 model = 1 + (seed % 3);
        _history(seed, model);
        for (uint256 i = 0; i < 24; ++i) {
            if (i == 12) toQuiet();
            if (i == 18) toLock();
            _act(
                model,
                i < 12
                    ? Time.Bidding
                    : i < 18
                        ? Time.Quiet
                        : Time.Live,
                _draw(seed, i),
                tally
            );
            // Half of the thieves leave before the quiet period and come back.
            if (i == 11 && seed % 2 == 0) _leave(model);
            if (i % 6 == 5) _gainedNothing(model);
        }
    }

    /// @dev What was there before the thief: rounds of gains and losses, and stakers that left a few shares behind.
    function _history(uint256 seed, uint256 model) private {
        uint256 draw = _draw(seed, 100);
        vm.prank(OWNER);
        if (draw % 2 == 0) space.setReserve(model, 30);
        else space.setReserve(model, 0);
        uint256 rounds = 1 + ((draw >> 8) % 12);
        for (uint256 r = 0; r < rounds; ++r) {
            int256 score = int256((draw >> (16 * (r + 1))) % 65_536) - 32_768;
            play(1e18, 32_767, Sheets.same(3, Sheets.record(score, 0, 0, 10_000)));
        }
        settleOne(model);
        for (uint256 i = 1; i < 3; ++i) {
            draw = _draw(seed, 100 + i);
            if (draw % 2 == 0) continue;
            uint256 left = 1 + ((draw >> 16) % 10 ** (1 + ((draw >> 8) % 9)));
            uint256 shares = sharesOf(VICTIM, model, _ticks[i]);
            if (left >= shares) continue;
            vm.startPrank(VICTIM);
            space.transfer(ACCOMPLICE, idOf(model, _ticks[i]), left);
            space.withdraw(model, _ticks[i], shares - left, VICTIM, VICTIM);
            vm.stopPrank();
        }
    }

    function _act(uint256 model, Time time_, uint256 draw, Tally memory tally) private {
        uint8 tick = _ticks[draw % 3];
        uint256 part = sharesOf(THIEF, model, tick);
        if ((draw >> 8) % 4 != 0) part = (draw >> 16) % (part + 1);
        Kind kind = Kind((draw >> 4) % 3);
        bytes memory call_;
        if (kind == Kind.Bid) {
            uint256 assets = (draw >> 64) % 10 ** (1 + ((draw >> 32) % 28));
            call_ = abi.encodeCall(space.bid, (model, tick, assets, THIEF));
        } else if (kind == Kind.Withdraw) {
            call_ = abi.encodeCall(space.withdraw, (model, tick, part, THIEF, THIEF));
        } else {
            call_ = abi.encodeCall(space.move, (model, tick, _ticks[(draw + 1 + ((draw >> 40) % 2)) % 3], part));
        }
        vm.prank(THIEF);
        (bool ok, bytes memory result) = address(space).call(call_);
        if (ok) ++tally.done[uint256(time_)][uint256(kind)];
        else ++tally.refused[_errorOf(bytes4(result), time_)];
    }

    /// @dev Any other error is a failure, and so is one that does not belong to the time.
    function _errorOf(bytes4 selector, Time time_) private view returns (uint256) {
        uint256 known = 3;
        if (time_ == Time.Quiet) known = 4;
        for (uint256 i = 0; i < known; ++i) if (_errors[i] == selector) return i;
        for (uint256 i = 4; i < 6; ++i) if (time_ == Time.Live && _errors[i] == selector) return i;
        revert Failed("a refusal without a reason", uint256(time_), uint32(selector));
    }

    function _leave(uint256 model) private {
        for (uint256 i = 0; i < 3; ++i) {
            if (sharesOf(THIEF, model, _ticks[i]) > 0) withdrawAll(THIEF, model, _ticks[i]);
        }
        assertLe(token.balanceOf(THIEF), BROUGHT, "T4: who left has at most what it brought");
    }

    function _gainedNothing(uint256 model) private view {
        uint256 worth = token.balanceOf(THIEF);
        for (uint256 i = 0; i < 3; ++i) worth += space.positionAssets(THIEF, model, _ticks[i]);
        assertLe(worth, BROUGHT, "T4: what went out and could still go is at most what was brought");
    }

    // ---------------------------------------------------------------------------------------------------------- Swallowing

    /// @dev The attack the virtual shares are for: be the only holder of a share, raise its price by what rounding leaves
    /// behind at every move, let a small bid round to nothing. The victim loses at most the wei of its exit and the price
    /// of a share, as it was before the attack.
    function testFuzz_T4_leftoversPumpedThroughMovesSwallowNoBid(uint256 seed, uint256 bid) external {
        uint256 model = 1 + (seed % 3);
        bid = bound(bid, 1, 1000);
        uint256 id = idOf(model, 20);
        uint256 all = sharesOf(VICTIM, model, 20);
        vm.prank(VICTIM);
        space.transfer(THIEF, id, all);
        (uint256 assets, uint256 shares, ) = space.pool(model, 20);
        uint256 price = (assets + 1) / (shares + 1e6) + 1;
        vm.startPrank(THIEF);
        space.transfer(ACCOMPLICE, id, 1);
        space.withdraw(model, 20, all - 1, THIEF, THIEF);
        space.bid(model, 10, 1e6, THIEF);
        uint256 worth = token.balanceOf(THIEF) + 1e6;
        for (uint256 i = 0; i < 40; ++i) _pump(model, _draw(seed, i));
        vm.stopPrank();
        (, shares, ) = space.pool(model, 20);
        assertEq(shares, 1, "one share, and what the moves left behind");
        assertLe(space.positionAssets(ACCOMPLICE, model, 20), price, "T4: the price of a share is what it was");

        token.mint(VICTIM, bid);
        vm.startPrank(VICTIM);
        token.approve(address(space), bid);
        try space.bid(model, 20, bid, VICTIM) returns (uint256 bought) {
            uint256 out = space.withdraw(model, 20, bought, VICTIM, VICTIM);
            assertLe(bid - out, 1 + price, "T4: a victim loses at most a wei and the price of a share");
        } catch (bytes memory reason) {
            // Less than a share and a wei are worth is refused: nothing is swallowed.
            bool known =
                bytes4(reason) == IStakeSpace.ZeroAmount.selector ||
                    bytes4(reason) == IStakeSpace.PositionBelowMinBid.selector;
            assertTrue(known, "T4: refused for no other reason");
            assertLe(bid, 1 + price, "T4: only what is not worth a share and a wei is refused");
        }
        vm.stopPrank();
        withdrawAll(THIEF, model, 10);
        assertLe(token.balanceOf(THIEF), worth, "T4: the thief gained nothing");
        assertLe(withdrawAll(ACCOMPLICE, model, 20), price, "T4: the accomplice has a share's worth");
    }

    /// @dev One move in, worth one share and almost another where the thief can afford it, and all but the one share out.
    function _pump(uint256 model, uint256 draw) private {
        uint256 price = space.positionAssets(ACCOMPLICE, model, 20);
        uint256 most = space.positionAssets(THIEF, model, 10) - 1;
        uint256 part = price + 1 + (draw % (price + 2));
        if (part > most || draw % 8 == 0) part = 1 + ((draw >> 8) % most);
        // Shares of tick 10 are a millionth of a wei or so: some more, against rounding down.
        (uint256 assets, uint256 shares, ) = space.pool(model, 10);
        uint256 leaving = (part * (shares + 1e6)) / (assets + 1) + 1;
        try space.move(model, 10, 20, leaving) returns (uint256 bought) {
            space.move(model, 20, 10, bought);
        } catch (bytes memory reason) {
            bool known =
                bytes4(reason) == IStakeSpace.ZeroAmount.selector ||
                    bytes4(reason) == IStakeSpace.PositionBelowMinBid.selector;
            assertTrue(known, "T4: not worth a share");
        }
    }
}
