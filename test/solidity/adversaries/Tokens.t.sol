// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";

contract TokensTest is Fixture {
    MoodyToken private _moody;
    uint256 private _model;
    address private constant ALICE = address(0xA11);
    address private constant BOB = address(0xB0B);

    function setUp() external {
        _moody = MoodyToken(_create("MoodyToken.sol:MoodyToken", ""));
        deployAll(address(_moody), Defaults.parameters());
        _model = newModel(address(0x0E));
        stake(ALICE, _model, 20, 50e18);
        stake(BOB, _model, 30, 30e18);
    }

    function test_S1_aFeeOnTransferTokenIsRefused() external {
        _moody.setFeePercent(1);
        _moody.mint(ALICE, 100e18);
        vm.startPrank(ALICE);
        _moody.approve(address(space), 200e18);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.InexactTransfer.selector, 99e18, 100e18));
        space.bid(_model, 20, 100e18, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.InexactTransfer.selector, 9.9e18, 10e18));
        space.fundTreasury(10e18);
        vm.stopPrank();
        assertEq(space.accounts().held, 80e18, "S1: nothing was booked");
    }

    /// @dev A fee that starts later is the receiver's loss, nobody else's.
    function test_S1_aFeeThatStartsLaterCostsItsReceiverOnly() external {
        _moody.setFeePercent(10);
        withdrawAll(ALICE, _model, 20);
        assertEq(_moody.balanceOf(ALICE), 45e18, "paid less the token's fee");
        assertEq(_moody.balanceOf(address(space)), space.accounts().held, "S1");
    }

    function test_C3_balancesThatGrowByThemselvesChangeNothing() external {
        bytes32 before = keccak256(abi.encode(space.accounts(), space.quote(_model)));
        _moody.rebase(150);
        assertTrue(keccak256(abi.encode(space.accounts(), space.quote(_model))) == before, "C3: nothing is booked");
        assertEq(withdrawAll(ALICE, _model, 20), 50e18, "C3: nobody gains by it");
    }

    /// @dev Out of scope of the promise, but contained: who leaves takes what it put in and no more, no state is lost.
    function test_S1_balancesThatShrinkByThemselvesPayInTurn() external {
        _moody.rebase(50);
        assertEq(withdrawAll(BOB, _model, 30), 30e18, "the first is paid in full");
        uint256 shares = sharesOf(ALICE, _model, 20);
        vm.expectRevert();
        vm.prank(ALICE);
        space.withdraw(_model, 20, shares, ALICE, ALICE);
        assertEq(space.positionAssets(ALICE, _model, 20), 50e18, "the others keep their claim");
    }

    function test_S1_aTokenThatAnswersFalseFailsTheCall() external {
        _moody.mint(ALICE, 10e18);
        vm.prank(ALICE);
        _moody.approve(address(space), 10e18);
        _moody.setMood(ALICE, MoodyToken.Mood.AnswersFalse);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, _moody));
        vm.prank(ALICE);
        space.bid(_model, 20, 10e18, ALICE);
        uint256 shares = sharesOf(ALICE, _model, 20);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, _moody));
        vm.prank(ALICE);
        space.withdraw(_model, 20, shares, ALICE, ALICE);
        assertEq(space.positionAssets(ALICE, _model, 20), 50e18, "S1: nothing is lost");
    }

    function test_E1_anAccountTheTokenRefusesBlocksOnlyItself() external {
        _moody.setMood(ALICE, MoodyToken.Mood.Reverts);
        _moody.setMood(SINK, MoodyToken.Mood.Reverts);
        _moody.setMood(address(0x0E), MoodyToken.Mood.Reverts);
        fund(100e18);
        play(1e18, 0, Sheets.record(-1000, 0, 0, 10_000));
        settleOne(_model);
        // A refused owner and a refused sink leave their amounts where they are.
        vm.expectRevert(bytes("moody"));
        space.flushBurned();
        vm.expectRevert(bytes("moody"));
        vm.prank(address(0x0E));
        space.collectRent(_model);
        assertGt(withdrawAll(BOB, _model, 30), 0, "E1: the others leave");
        uint256 shares = sharesOf(ALICE, _model, 20);
        vm.prank(ALICE);
        assertGt(space.withdraw(_model, 20, shares, BOB, ALICE), 0, "E1: a refused holder names another receiver");
    }

    function test_E1_aTreasuryReceiverTheTokenRefusesDoesNotKeepARoundFromOpening() external {
        fund(100e18);
        address receiver = address(0x7EA);
        for (uint256 mood = 1; mood <= 3; ++mood) {
            _moody.setMood(receiver, MoodyToken.Mood(mood));
            vm.prank(governor);
            space.queueTreasuryWithdrawal(10e18, receiver);
            uint256 round = space.roundStatus().round;
            toReport();
            propose(0, 0, Sheets.record(0, 0, 0, 10_000));
            afterChallenge();
            // A whole transaction's gas: a callee that burns all it gets leaves one part in 64.
            (bool closed, ) = address(oracle).call{gas: 2 ** 24}(abi.encodeCall(oracle.finalize, (round)));
            assertTrue(closed, "E1: the round closes");
            assertEq(space.roundStatus().round, round + 1, "E1: the next one is open");
            assertEq(space.accounts().treasury, 100e18, "S1: nothing left the treasury");
            (uint256 queued, ) = space.queuedTreasuryWithdrawal();
            assertEq(queued, 0, "it is not tried again");
        }
        assertEq(_moody.balanceOf(address(space)), space.accounts().held, "S1");
    }
}
