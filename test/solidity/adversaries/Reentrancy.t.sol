// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Report} from "../../../contracts/interfaces/IScoreOracle.sol";
import {TransientGuard} from "../../../contracts/base/TransientGuard.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {Space} from "../helpers/Space.sol";
import {HookToken} from "../mocks/HookToken.sol";

/// @notice An account whose token tells it of transfers, and that calls what it was told to when it hears of one.
contract Intruder {
    address private _target;
    bytes private _call;
    bool public heard;
    bool public succeeded;
    bytes4 public answer;

    function arm(address target, bytes calldata call_) external {
        (_target, _call, heard) = (target, call_, false);
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

    function onTransfer() external {
        if (_target == address(0)) return;
        heard = true;
        bytes memory result;
        (succeeded, result) = _target.call(_call);
        answer = bytes4(result);
    }
}

contract ReentrancyTest is Fixture {
    HookToken private _hooks;
    Intruder private _intruder;
    uint256 private _model;

    function setUp() external {
        _hooks = HookToken(_create("HookToken.sol:HookToken", ""));
        deployAll(address(_hooks), Defaults.parameters());
        _intruder = new Intruder();
        _hooks.mint(address(_intruder), 1000e18);
        _intruder.run(address(_hooks), abi.encodeCall(_hooks.approve, (address(space), type(uint256).max)));
        _intruder.run(address(_hooks), abi.encodeCall(_hooks.approve, (address(registry), type(uint256).max)));
        _model = abi.decode(_intruder.run(address(registry), abi.encodeCall(registry.register, (""))), (uint256));
        stake(address(0xB), _model, 30, 50e18);
        _bid(20, 60e18);
        _hooks.setHooked(address(_intruder), true);
    }

    function _bid(uint8 tick, uint256 assets) private {
        _intruder.run(address(space), abi.encodeCall(space.bid, (_model, tick, assets, address(_intruder))));
    }

    /// @dev Every function of the space that a plain account may call and that changes anything.
    function _calls() private view returns (bytes[] memory calls) {
        uint256[] memory ids = new uint256[](1);
        ids[0] = _model;
        address me = address(_intruder);
        calls = new bytes[](12);
        calls[0] = abi.encodeCall(space.bid, (_model, 20, 1e18, me));
        calls[1] = abi.encodeCall(space.bidWithPermit, (_model, 20, 1e18, me, 0, 0, 0, 0));
        calls[2] = abi.encodeCall(space.withdraw, (_model, 20, 1e18, me, me));
        calls[3] = abi.encodeCall(space.move, (_model, 20, 21, 1e24));
        calls[4] = abi.encodeCall(space.setReserve, (_model, 5));
        calls[5] = abi.encodeCall(space.collectRent, (_model));
        calls[6] = abi.encodeWithSignature("settle(uint256[])", ids);
        calls[7] = abi.encodeWithSignature("settle(uint256,uint256)", _model, 1);
        calls[8] = abi.encodeCall(space.expireRound, ());
        calls[9] = abi.encodeCall(space.flushBurned, ());
        calls[10] = abi.encodeCall(space.fundTreasury, (1e18));
        bytes[] memory one = new bytes[](1);
        one[0] = calls[2];
        calls[11] = abi.encodeCall(space.multicall, (one));
    }

    function _refused(uint256 index) private view {
        assertTrue(_intruder.heard(), "the token called");
        assertTrue(!_intruder.succeeded(), "S1: a guarded call from within a guarded call");
        assertTrue(_intruder.answer() == TransientGuard.ReentrantCall.selector, "refused for the right reason");
        assertTrue(index < 12, "all calls");
    }

    function test_S1_nothingCanBeCalledWhileABidIsPaid() external {
        bytes[] memory calls = _calls();
        for (uint256 i = 0; i < calls.length; ++i) {
            _intruder.arm(address(space), calls[i]);
            _bid(20, 2e18);
            _refused(i);
        }
        assertEq(_hooks.balanceOf(address(space)), space.accounts().held, "S1: all paid bids are held");
    }

    function test_S1_nothingCanBeCalledWhileAWithdrawalIsPaid() external {
        bytes[] memory calls = _calls();
        for (uint256 i = 0; i < calls.length; ++i) {
            _intruder.arm(address(space), calls[i]);
            _intruder.run(
                address(space),
                abi.encodeCall(space.withdraw, (_model, 20, 1e24, address(_intruder), address(_intruder)))
            );
            _refused(i);
        }
        assertEq(_hooks.balanceOf(address(space)), space.accounts().held, "S1: withdrawn once each");
    }

    function test_S1_nothingCanBeCalledWhileTheTreasuryIsPaidAtAnOpening() external {
        bytes[] memory calls = _calls();
        fund(100e18);
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(governor);
            space.queueTreasuryWithdrawal(1e18, address(_intruder));
            _intruder.arm(address(space), calls[i]);
            if (space.roundStatus().locksAt == type(uint40).max) {
                vm.prank(governor);
                space.resume();
            }
            expire();
            _refused(i);
        }
        assertEq(_hooks.balanceOf(address(space)), space.accounts().held, "S1: paid once each");
        assertEq(space.accounts().treasury, 88e18, "S1: a token for each of 12 openings");
    }

    function test_S1_noReportCanBeMadeOrClosedWhileABidIsPaid() external {
        _intruder.arm(address(oracle), abi.encodeCall(oracle.finalize, (1)));
        _bid(20, 2e18);
        _refused(0);
    }

    /// @dev The one thing a callback may do: its position is there before it is paid for, so it may give it away. The bid
    /// is paid for all the same.
    function test_S1_aPositionGivenAwayWhileItIsPaidForIsPaidFor() external {
        uint256 id = idOf(_model, 40);
        _intruder.arm(address(space), abi.encodeCall(space.transfer, (address(0xC), id, 5e24)));
        _bid(40, 5e18);
        assertTrue(_intruder.succeeded(), "transfers are not guarded");
        assertEq(withdrawAll(address(0xC), _model, 40), 5e18, "S1: worth what was paid");
        assertEq(_hooks.balanceOf(address(space)), space.accounts().held, "S1");
    }

    /// @dev Read-only: what a view answers in a callback of a withdrawal is what it answers after it.
    function test_S1_viewsAreRightDuringAPayment() external {
        _intruder.arm(address(space), abi.encodeCall(space.positionAssets, (address(_intruder), _model, 20)));
        _intruder.run(
            address(space),
            abi.encodeCall(space.withdraw, (_model, 20, 1e24, address(_intruder), address(_intruder)))
        );
        assertTrue(_intruder.succeeded(), "views stay open");
        assertEq(space.positionAssets(address(_intruder), _model, 20), 59e18, "after it");
        assertTrue(_intruder.answer() == bytes4(bytes32(uint256(59e18))), "during it");
    }

    /// @dev Closing a round pays the treasury's receiver, who cannot use the moment to propose for the round just opened.
    function test_O1_noReportIsHeldDuringAnOpening() external {
        fund(100e18);
        toReport();
        vm.prank(governor);
        space.queueTreasuryWithdrawal(1e18, address(_intruder));
        propose(1e18, 100, Sheets.record(100, 0, 0, 10_000));
        afterChallenge();
        Report memory report;
        (report, ) = reportOf(0, 0, Sheets.record(100, 0, 0, 10_000));
        report.round = 2;
        address[] memory pages = Sheets.post(oracle, Sheets.record(100, 0, 0, 10_000));
        bytes[] memory signatures = signaturesOf(oracle.digestOf(report), 2);
        _intruder.arm(address(oracle), abi.encodeCall(oracle.propose, (report, pages, signatures)));
        oracle.finalize(1);
        _refused(0);
    }
}
