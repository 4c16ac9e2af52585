// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts, IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {IScoreOracle, Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {HookToken} from "../mocks/HookToken.sol";

/// @notice An account whose token tells it of transfers, and that makes a call of its own whenever it hears of one.
contract Intruder {
    address private _target;
    bytes private _call;
    bool private _calling;
    /// How often it heard of a transfer, and how often its call succeeded then.
    uint256 public heard;
    uint256 public succeeded;
    /// All that its last call returned.
    bytes public answer;

    function arm(address target, bytes calldata call_) external {
        (_target, _call, heard, succeeded) = (target, call_, 0, 0);
        delete answer;
    }

    function run(address target, bytes calldata call_) external returns (bytes memory) {
        (bool ok, bytes memory result) = target.call(call_);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        return result;
    }

    /// @dev The transfers that its own call makes do not count.
    function onTransfer() external {
        if (_target == address(0) || _calling) return;
        ++heard;
        _calling = true;
        bool ok;
        (ok, answer) = _target.call(_call);
        if (ok) ++succeeded;
        _calling = false;
    }
}

/// @notice Whoever the token calls, as everybody at once: the intruder has stake, owns the model, is the sink, the
/// treasury's receiver and the guardian.
contract ReentrancyTest is Fixture {
    struct Call {
        string name;
        address target;
        bytes data;
    }

    address private constant STAKER = address(0xB);

    HookToken private _hooks;
    Intruder private _intruder;
    uint256 private _model;

    /// @dev In round 2, after one that left rent and burns.
    function setUp() external {
        _hooks = HookToken(_create("HookToken.sol:HookToken", ""));
        deployAll(address(_hooks), Defaults.parameters());
        vm.etch(SINK, address(new Intruder()).code);
        _intruder = Intruder(SINK);
        manager.grantRole(GUARDIAN_ROLE, SINK, 0);
        _hooks.mint(SINK, 1000e18);
        _intruder.run(address(_hooks), abi.encodeCall(_hooks.approve, (address(space), type(uint256).max)));
        _intruder.run(address(_hooks), abi.encodeCall(_hooks.approve, (address(registry), type(uint256).max)));
        _model = abi.decode(
            _intruder.run(address(registry), abi.encodeCall(registry.register, ("own", "", 1e18))),
            (uint256)
        );
        stake(STAKER, _model, 30, 50e18);
        _run(_bid(20, 60e18));
        fund(100e18);
        play(1e18, 0, Sheets.record(-1000, 0, 0, 10_000));
        settleOne(_model);
        sealRound();
        assertGt(space.accounts().burned, 0, "there is something to flush");
        assertGt(space.accounts().rentOwed, 0, "there is rent to collect");
        _hooks.setHooked(SINK, true);
    }

    function _run(Call memory c) private returns (bytes memory) {
        return _intruder.run(c.target, c.data);
    }

    // ------------------------------------------------------------------------------------------------------------- Calls

    function _bid(uint8 tick, uint256 assets) private view returns (Call memory) {
        return Call("bid", address(space), abi.encodeCall(space.bid, (_model, tick, assets, SINK)));
    }

    function _withdraw() private view returns (Call memory) {
        return Call("withdraw", address(space), abi.encodeCall(space.withdraw, (_model, 20, 2e24, SINK, SINK)));
    }

    function _multicall(Call memory c) private view returns (Call memory) {
        bytes[] memory one = new bytes[](1);
        one[0] = c.data;
        return Call("multicall", address(space), abi.encodeCall(space.multicall, (one)));
    }

    function _register() private view returns (Call memory) {
        return Call("register", address(registry), abi.encodeCall(registry.register, ("within", "", 1e18)));
    }

    /// @dev Every call that pays or is paid under the guard, so that the token calls the intruder in the middle of it.
    function _outerCalls() private view returns (Call[] memory calls) {
        calls = new Call[](9);
        calls[0] = _bid(20, 2e18);
        calls[1] = _call("bidWithPermit", abi.encodeCall(space.bidWithPermit, (_model, 20, 2e18, SINK, 0, 0, 0, 0)));
        calls[2] = _withdraw();
        calls[3] = _call("collectRent", abi.encodeCall(space.collectRent, (_model)));
        calls[4] = _call("flushBurned", abi.encodeCall(space.flushBurned, ()));
        calls[5] = _call("fundTreasury", abi.encodeCall(space.fundTreasury, (1e18)));
        calls[6] = _multicall(_withdraw());
        // These two open a round, which pays the treasury's receiver.
        calls[7] = _call("expireRound", abi.encodeCall(space.expireRound, ()));
        calls[8] = Call("finalize", address(oracle), abi.encodeCall(oracle.finalize, (2)));
    }

    /// @dev Every function of the space that a plain account may call and that changes anything but who holds a position;
    /// and by way of the oracle every one that is the oracle's. A test of the contracts' interfaces holds them complete.
    function _innerCalls() private returns (Call[] memory calls) {
        uint256[] memory ids = new uint256[](1);
        ids[0] = _model;
        calls = new Call[](16);
        calls[0] = _bid(20, 2e18);
        calls[1] = _call("bidWithPermit", abi.encodeCall(space.bidWithPermit, (_model, 20, 2e18, SINK, 0, 0, 0, 0)));
        calls[2] = _withdraw();
        calls[3] = _call("move", abi.encodeCall(space.move, (_model, 20, 21, 2e24)));
        calls[4] = _call("setReserve", abi.encodeCall(space.setReserve, (_model, 5)));
        calls[5] = _call("collectRent", abi.encodeCall(space.collectRent, (_model)));
        calls[6] = _call("settle(uint256[])", abi.encodeWithSignature("settle(uint256[])", ids));
        calls[7] = _call("settle(uint256,uint256)", abi.encodeWithSignature("settle(uint256,uint256)", _model, 1));
        calls[8] = _call("expireRound", abi.encodeCall(space.expireRound, ()));
        calls[9] = _call("flushBurned", abi.encodeCall(space.flushBurned, ()));
        calls[10] = _call("fundTreasury", abi.encodeCall(space.fundTreasury, (1e18)));
        calls[11] = _multicall(_withdraw());
        calls[12] = Call("finalize", address(oracle), abi.encodeCall(oracle.finalize, (2)));
        calls[13] = Call("veto", address(oracle), abi.encodeCall(oracle.veto, (2, oracle.proposedDigest(2))));
        bytes[] memory signatures = signaturesOf(oracle.resumeDigestOf(2), 2);
        calls[14] = Call("resume", address(oracle), abi.encodeCall(oracle.resume, (2, signatures)));
        (Report memory report, address[] memory pages) = reportOf(0, 0, Sheets.record(0, 0, 0, 10_000));
        signatures = signaturesOf(oracle.digestOf(report), 2);
        calls[15] = Call("propose", address(oracle), abi.encodeCall(oracle.propose, (report, pages, signatures)));
    }

    function _call(string memory name, bytes memory data) private view returns (Call memory) {
        return Call(name, address(space), data);
    }

    /// @dev Up to the moment a call is due.
    function _prepare(Call memory c) private {
        bytes4 selector = bytes4(c.data);
        if (selector != space.expireRound.selector && selector != oracle.finalize.selector) return;
        vm.prank(governor);
        space.queueTreasuryWithdrawal(1e18, SINK);
        if (selector == space.expireRound.selector) return toOverdue();
        toReport();
        propose(1e18, 0, Sheets.record(0, 0, 0, 10_000));
        afterChallenge();
    }

    // ------------------------------------------------------------------------------------------------------------- State

    function _digest() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    abi.encode(space.accounts(), space.roundStatus(), space.modelStatus(_model), space.quote(_model)),
                    abi.encode(sharesOf(SINK, _model, 20), sharesOf(SINK, _model, 21), sharesOf(STAKER, _model, 30)),
                    abi.encode(_hooks.balanceOf(address(space)), _hooks.balanceOf(SINK), registry.modelCount())
                )
            );
    }

    function _allHeld() private view {
        assertEq(_hooks.balanceOf(address(space)), space.accounts().held, "S1: what is held is there");
    }

    // ------------------------------------------------------------------------------------------------------------- Tests

    function test_S1_nothingGuardedCanBeCalledFromWithinAnythingGuarded() external {
        Call[] memory outer = _outerCalls();
        for (uint256 i = 0; i < outer.length; ++i) {
            uint256 start = vm.snapshotState();
            _prepare(outer[i]);
            Call[] memory inner = _innerCalls();
            uint256 due = vm.snapshotState();
            _run(outer[i]);
            bytes32 undisturbed = _digest();
            for (uint256 k = 0; k < inner.length; ++k) {
                vm.revertToState(due);
                _intruder.arm(inner[k].target, inner[k].data);
                _run(outer[i]);
                _refused(string.concat(outer[i].name, " and within it ", inner[k].name));
                assertTrue(_digest() == undisturbed, "S1: the attempt changed nothing");
                _allHeld();
            }
            vm.revertToState(start);
        }
    }

    function _refused(string memory pair) private view {
        assertGt(_intruder.heard(), 0, string.concat("the token called: ", pair));
        assertEq(_intruder.succeeded(), 0, string.concat("S1: ", pair));
        bytes memory reentrant = abi.encodeWithSelector(IStakeSpace.ReentrantCall.selector);
        assertTrue(keccak256(_intruder.answer()) == keccak256(reentrant), string.concat("S1: refused as such: ", pair));
    }

    function test_S1_aPermitIsAsGuardedAsTheTransferAfterIt() external {
        _intruder.arm(address(space), _withdraw().data);
        _run(_outerCalls()[1]);
        assertEq(_intruder.heard(), 2, "the token called in its permit and in its transfer");
        _refused("bidWithPermit and within it withdraw");
    }

    /// @dev A registration is not guarded. It pays its fee when all is written: what the fee's receiver does then, it could
    /// as well do right after.
    function test_S1_aCallFromWithinARegistrationIsTheSameAfterIt() external {
        Call[] memory inner = _innerCalls();
        uint256 done = 0;
        _hooks.mint(STAKER, 1e18);
        vm.prank(STAKER);
        _hooks.approve(address(registry), 1e18);
        for (uint256 k = 0; k <= inner.length; ++k) {
            Call memory c = k < inner.length ? inner[k] : _register();
            uint256 start = vm.snapshotState();
            _intruder.arm(c.target, c.data);
            vm.prank(STAKER);
            registry.register("outer", "", 1e18);
            assertEq(_intruder.heard(), 1, "the token called");
            uint256 succeeded = _intruder.succeeded();
            bytes32 within = _digest();
            _allHeld();
            vm.revertToState(start);
            vm.prank(STAKER);
            registry.register("outer", "", 1e18);
            try _intruder.run(c.target, c.data) {
                assertEq(succeeded, 1, string.concat("S1: done in both, ", c.name));
                ++done;
            } catch {
                assertEq(succeeded, 0, string.concat("S1: refused in both, ", c.name));
            }
            assertTrue(_digest() == within, string.concat("S1: the same within and after, ", c.name));
            vm.revertToState(start);
        }
        // All but expireRound, finalize, veto, resume and propose, for which it is not the time.
        assertEq(done, 12, "what an account may do while it bids");
    }

    /// @dev Nor does it care where it is called from: it writes nothing of the space, and reads the round when that is open.
    function test_S1_aRegistrationFromWithinAnythingIsOfTheOpenRound() external {
        Call[] memory outer = _outerCalls();
        for (uint256 i = 0; i < outer.length; ++i) {
            uint256 start = vm.snapshotState();
            _prepare(outer[i]);
            _intruder.arm(address(registry), _register().data);
            _run(outer[i]);
            // Once: where the token calls twice, the name is taken.
            assertEq(_intruder.succeeded(), 1, string.concat("registered within ", outer[i].name));
            uint256 made = registry.modelIdOf("within");
            assertEq(registry.registrationRound(made), space.roundStatus().round, outer[i].name);
            _allHeld();
            vm.revertToState(start);
        }
    }

    /// @dev What is the governor's or the guardian's is not guarded either: no payment writes back what it read before it.
    function test_S1_whatTheGovernorWritesInTheMiddleOfAnythingStays() external {
        manager.grantRole(GOVERNOR_ROLE, SINK, 0);
        Call[] memory outer = _outerCalls();
        for (uint256 i = 0; i < outer.length; ++i) {
            uint256 start = vm.snapshotState();
            _prepare(outer[i]);
            uint256 due = vm.snapshotState();
            _intruder.arm(address(space), abi.encodeCall(space.setPaused, (true)));
            // Paused in its permit, a bid is refused.
            if (i == 1) vm.expectRevert(IStakeSpace.Paused.selector);
            _run(outer[i]);
            if (i != 1) assertTrue(space.roundStatus().paused, string.concat("paused within ", outer[i].name));
            _allHeld();
            vm.revertToState(due);
            _intruder.arm(address(space), abi.encodeCall(space.queueTreasuryWithdrawal, (5e18, STAKER)));
            _run(outer[i]);
            (uint256 queued, ) = space.queuedTreasuryWithdrawal();
            assertEq(queued, 5e18, string.concat("queued within ", outer[i].name));
            _allHeld();
            vm.revertToState(start);
        }
    }

    /// @dev What a staker's callback may do: its position is there before it is paid for, so it may give it away. The bid
    /// is paid for all the same.
    function test_S1_aPositionGivenAwayWhileItIsPaidForIsPaidFor() external {
        uint256 id = idOf(_model, 40);
        _intruder.arm(address(space), abi.encodeCall(space.transfer, (address(0xC), id, 5e24)));
        _run(_bid(40, 5e18));
        assertEq(_intruder.succeeded(), 1, "transfers are not guarded");
        assertEq(withdrawAll(address(0xC), _model, 40), 5e18, "S1: worth what was paid");
        _allHeld();
    }

    // ------------------------------------------------------------------------------------------------------------- Views

    /// @dev What a view answers in the last callback of a call, which is then undone.
    function _during(Call memory outer, address target, bytes memory view_) private returns (bytes memory answer) {
        uint256 start = vm.snapshotState();
        _intruder.arm(target, view_);
        _run(outer);
        assertTrue(_intruder.heard() > 0 && _intruder.succeeded() == _intruder.heard(), "E2: views stay open");
        answer = _intruder.answer();
        vm.revertToState(start);
    }

    function _accountsDuring(Call memory outer) private returns (Accounts memory) {
        return abi.decode(_during(outer, address(space), abi.encodeCall(space.accounts, ())), (Accounts));
    }

    function _balanceDuring(Call memory outer) private returns (uint256) {
        return
            abi.decode(_during(outer, address(_hooks), abi.encodeCall(_hooks.balanceOf, (address(space)))), (uint256));
    }

    /// @dev What the treasury gets is booked before it is paid for, and what it pays before it leaves: nobody who looks from
    /// within the transfer takes funds for stake, or finds any of them twice.
    function test_S1_theTreasuryIsBookedBeforeItsTokensMove() external {
        Accounts memory before = space.accounts();
        Accounts memory a = _accountsDuring(_call("fundTreasury", abi.encodeCall(space.fundTreasury, (5e18))));
        assertEq(a.treasury, before.treasury + 5e18, "S1: the treasury has what comes");
        assertEq(a.held - a.treasury, before.held - before.treasury, "S1: stake is what it was");
        Call memory expiry = _call("expireRound", abi.encodeCall(space.expireRound, ()));
        _prepare(expiry);
        a = _accountsDuring(expiry);
        assertEq(a.treasury, before.treasury - 1e18, "S1: the treasury has lost what goes");
        assertEq(a.held - a.treasury, before.held - before.treasury, "S1: stake is what it was");
    }

    function _positionDuring(Call memory outer) private returns (uint256) {
        bytes memory view_ = abi.encodeCall(space.positionAssets, (SINK, _model, 20));
        return abi.decode(_during(outer, address(space), view_), (uint256));
    }

    function _poolDuring(Call memory outer) private returns (uint256 assets, uint256 shares) {
        bytes memory answer = _during(outer, address(space), abi.encodeCall(space.pool, (_model, 20)));
        (assets, shares, ) = abi.decode(answer, (uint256, uint256, uint256));
    }

    /// @dev Read-only: what a view answers while a withdrawal is paid is what it answers after it.
    function test_S1_viewsDuringAWithdrawalAnswerAsAfterIt() external {
        Accounts memory accounts = _accountsDuring(_withdraw());
        uint256 balance = _balanceDuring(_withdraw());
        uint256 position = _positionDuring(_withdraw());
        (uint256 assets, uint256 shares) = _poolDuring(_withdraw());
        uint256 before = space.accounts().held;
        uint256 paid = abi.decode(_run(_withdraw()), (uint256));
        _viewsAre(accounts, position, assets, shares);
        assertEq(accounts.held, before - paid, "S1: less what is being paid");
        assertEq(accounts.held, balance, "S1: all of which is there");
    }

    /// @dev While a bid is paid all views answer as after it, but its tokens are not there yet.
    function test_S1_viewsDuringABidAnswerAsAfterIt() external {
        Accounts memory accounts = _accountsDuring(_bid(20, 7e18));
        uint256 balance = _balanceDuring(_bid(20, 7e18));
        uint256 position = _positionDuring(_bid(20, 7e18));
        (uint256 assets, uint256 shares) = _poolDuring(_bid(20, 7e18));
        uint256 before = space.accounts().held;
        _run(_bid(20, 7e18));
        _viewsAre(accounts, position, assets, shares);
        assertEq(accounts.held, before + 7e18, "S1: with what is being paid");
        assertEq(balance, before, "S1: which is not there yet");
    }

    function _viewsAre(Accounts memory during, uint256 position, uint256 assets, uint256 shares) private view {
        assertTrue(keccak256(abi.encode(during)) == keccak256(abi.encode(space.accounts())), "S1: accounts()");
        assertEq(position, space.positionAssets(SINK, _model, 20), "S1: positionAssets()");
        _poolIs(assets, shares);
    }

    function _poolIs(uint256 assets, uint256 shares) private view {
        (uint256 assetsAfter, uint256 sharesAfter, ) = space.pool(_model, 20);
        assertEq(assets, assetsAfter, "S1: pool(), assets");
        assertEq(shares, sharesAfter, "S1: pool(), shares");
    }

    /// @dev A payment of the treasury is booked before its transfer, like any other: while it is paid the accounts have what is
    /// still there. The next round is open by then, and the payment is not queued any more.
    function test_S1_viewsDuringATreasuryPaymentHaveItBookedAlready() external {
        Call[] memory outer = _outerCalls();
        for (uint256 i = 7; i < 9; ++i) {
            uint256 start = vm.snapshotState();
            _prepare(outer[i]);
            Accounts memory before = space.accounts();
            Accounts memory during = _accountsDuring(outer[i]);
            (before.held, before.treasury) = (before.held - 1e18, before.treasury - 1e18);
            assertTrue(keccak256(abi.encode(during)) == keccak256(abi.encode(before)), "S1: as after the payment");
            assertEq(_balanceDuring(outer[i]), during.held, "S1: what is booked is there");
            (uint256 assets, uint256 shares) = _poolDuring(outer[i]);
            bytes memory answer = _during(outer[i], address(space), abi.encodeCall(space.queuedTreasuryWithdrawal, ()));
            (uint256 queued, ) = abi.decode(answer, (uint256, address));
            assertEq(queued, 0, "S1: paid once");
            answer = _during(outer[i], address(space), abi.encodeCall(space.registrationTerms, ()));
            (, uint256 round, ) = abi.decode(answer, (uint256, uint256, bool));
            assertEq(round, 3, "T1: the next round is open");

            _run(outer[i]);
            assertEq(space.accounts().held, before.held, "S1: booked once");
            assertEq(space.accounts().treasury, before.treasury, "S1: booked once");
            _poolIs(assets, shares);
            _allHeld();
            vm.revertToState(start);
        }
    }

    /// @dev Closing a round pays the treasury's receiver, who cannot use the moment to propose for the round just opened.
    function test_O1_noReportIsHeldDuringAnOpening() external {
        Call memory finalize = _outerCalls()[8];
        _prepare(finalize);
        Report memory report;
        address[] memory pages;
        (report, pages) = reportOf(0, 0, Sheets.record(100, 0, 0, 10_000));
        report.round = 3;
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        _intruder.arm(address(oracle), abi.encodeCall(oracle.propose, (report, pages, signatures)));
        _run(finalize);
        assertGt(_intruder.heard(), 0, "the token called");
        assertEq(_intruder.succeeded(), 0, "O1: no report in the moment a round opens");
        // Nobody can have sealed a round that was not open: it never comes to the guard, which others meet.
        bytes memory unsealed = abi.encodeWithSelector(IScoreOracle.RoundNotSealed.selector, 3);
        assertTrue(keccak256(_intruder.answer()) == keccak256(unsealed), "O1: refused as such");
    }
}
