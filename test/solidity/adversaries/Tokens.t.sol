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
    address private constant OWNER = address(0x0E);
    address private constant ALICE = address(0xA11);
    address private constant BOB = address(0xB0B);

    function setUp() external {
        _moody = MoodyToken(_create("MoodyToken.sol:MoodyToken", ""));
        deployAll(address(_moody), Defaults.parameters());
        _model = newModel(OWNER);
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
        // The token's own underflow.
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
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

    /// @dev Whatever the token does to a staker, the owner and the sink, their amounts stay where they are, everybody else
    /// leaves, and all is paid to the wei when the token behaves again.
    function test_E1_anAccountTheTokenRefusesBlocksOnlyItself() external {
        vm.prank(OWNER);
        space.setReserve(_model, 16);
        fund(100e18);
        play(1e18, 0, Sheets.record(0, 0, 0, 10_000));
        play(1e18, 0, Sheets.record(-1000, 0, 0, 10_000));
        settleOne(_model);
        // 80 tokens are filled, at half the payout factor, and pay the reserve.
        uint256 burned = space.accounts().burned;
        uint256 rent = space.modelStatus(_model).rent;
        assertEq(burned, 80e18 / 200, "there is something to flush");
        assertEq(rent, (((80e18 * space.rate(16)) / 1e5) * 9) / 10, "there is rent to collect");
        uint256 shares = sharesOf(ALICE, _model, 20);
        uint256 worth = space.positionAssets(ALICE, _model, 20);

        uint256 start = vm.snapshotState();
        for (uint256 mood = 1; mood <= 3; ++mood) {
            vm.revertToState(start);
            _setMoods(MoodyToken.Mood(mood));
            bytes memory why = abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, _moody);
            if (mood == uint256(MoodyToken.Mood.Reverts)) why = abi.encodeWithSignature("Error(string)", "moody");
            if (mood == uint256(MoodyToken.Mood.BurnsGas)) why = "";
            bytes memory exit_ = abi.encodeCall(space.withdraw, (_model, 20, shares, ALICE, ALICE));
            _fails(ALICE, exit_, why);
            _fails(OWNER, abi.encodeCall(space.collectRent, (_model)), why);
            _fails(BOB, abi.encodeCall(space.flushBurned, ()), why);
            assertEq(space.accounts().burned, burned, "S1: the sink's is kept for it");
            assertEq(space.accounts().rentOwed, rent, "S1: the owner's is kept for it");
            assertEq(space.modelStatus(_model).rent, rent, "S1: the owner's is kept for it");
            assertEq(space.positionAssets(ALICE, _model, 20), worth, "S1: the staker's is kept for it");
            assertGt(withdrawAll(BOB, _model, 30), 0, "E1: the others leave");
            uint256 refused = vm.snapshotState();
            vm.prank(ALICE);
            assertEq(space.withdraw(_model, 20, shares, BOB, ALICE), worth, "E1: a refused holder names a receiver");
            vm.revertToState(refused);

            _setMoods(MoodyToken.Mood.Plain);
            vm.prank(OWNER);
            assertEq(space.collectRent(_model), rent, "S1: all of the rent");
            assertEq(_moody.balanceOf(OWNER), rent, "S1: all of the rent");
            uint256 sunk = _moody.balanceOf(SINK);
            assertEq(space.flushBurned(), burned, "S1: all of the burns");
            assertEq(_moody.balanceOf(SINK), sunk + burned, "S1: all of the burns");
            assertEq(withdrawAll(ALICE, _model, 20), worth, "S1: all of the stake");
            assertEq(_moody.balanceOf(address(space)), space.accounts().held, "S1: nothing is left behind");
        }
    }

    function _setMoods(MoodyToken.Mood mood) private {
        _moody.setMood(ALICE, mood);
        _moody.setMood(OWNER, mood);
        _moody.setMood(SINK, mood);
    }

    /// @dev With a whole transaction's gas, which a callee may burn.
    function _fails(address who, bytes memory call_, bytes memory why) private {
        vm.prank(who);
        (bool ok, bytes memory result) = address(space).call{gas: 2 ** 24}(call_);
        assertTrue(!ok && keccak256(result) == keccak256(why), "the token's refusal, and no other");
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
            (uint256 queued, address to) = space.queuedTreasuryWithdrawal();
            assertEq(queued, 10e18, "it stays queued");
            assertTrue(to == receiver, "for the same receiver");
        }
        _moody.setMood(receiver, MoodyToken.Mood.Plain);
        expire();
        assertEq(_moody.balanceOf(receiver), 10e18, "and is paid at the first opening that the token allows");
        (uint256 left, ) = space.queuedTreasuryWithdrawal();
        assertEq(left, 0, "once");
        assertEq(_moody.balanceOf(address(space)), space.accounts().held, "S1");
    }

    /// @dev Whoever closes a round chooses the gas. With too little for the token the call fails as a whole; it never closes
    /// the round while the receiver, whom the token would pay, gets nothing.
    function test_aTreasuryWithdrawalCannotBeStarvedOfGas() external {
        fund(100e18);
        address receiver = address(0x7EA);
        vm.prank(governor);
        space.queueTreasuryWithdrawal(10e18, receiver);
        toOverdue();
        uint256 state = vm.snapshotState();
        uint256 closings = 0;
        for (uint256 gas_ = 50_000; gas_ <= 1_200_000; gas_ += 10_000) {
            (bool closed, ) = address(space).call{gas: gas_}(abi.encodeCall(space.expireRound, ()));
            assertEq(_moody.balanceOf(receiver), closed ? 10e18 : 0, "closed and paid, or neither");
            if (closed) ++closings;
            vm.revertToState(state);
        }
        assertGt(closings, 30, "a million is plenty");
        assertGt(115 - closings, 40, "and a fifth of it too little");
        vm.expectPartialRevert(IStakeSpace.GasTooLow.selector);
        space.expireRound{gas: 560_000}();
    }

    /// @dev The token gets its share and no more: one that eats all it gets leaves enough to close the round, whatever the
    /// sender gave beyond what is asked for.
    function test_E1_aTokenThatEatsGasKeepsNoRoundFromOpening() external {
        fund(100e18);
        _moody.setMood(address(0x7EA), MoodyToken.Mood.BurnsGas);
        vm.prank(governor);
        space.queueTreasuryWithdrawal(10e18, address(0x7EA));
        toOverdue();
        space.expireRound{gas: 1_500_000}();
        assertEq(space.roundStatus().round, 2, "E1: the next round is open");
        assertEq(space.accounts().treasury, 100e18, "S1: nothing left the treasury");
    }
}
