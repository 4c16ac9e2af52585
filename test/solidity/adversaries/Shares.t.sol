// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PositionView} from "../../../contracts/periphery/StakeSpaceLens.sol";
import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

interface Lens {
    function positions(
        IStakeSpace space,
        address holder,
        uint256[] calldata modelIds
    ) external view returns (PositionView[] memory);
}

/// @notice Attempts on the share price of a pool: donations, leftovers, and prices near zero.
contract SharesTest is Fixture {
    address private constant THIEF = address(0x7417EF);
    address private constant VICTIM = address(0xB1C);

    uint256 private _model;

    /// @dev A minimum bid of one wei, the weakest defence the bounds allow.
    function setUp() external {
        Parameters memory p = Defaults.parameters();
        p.minBid = 1;
        deployAll(_create("TestToken.sol:TestToken", ""), p);
        _model = newModel(address(0xA));
    }

    function test_C3_aDonationChangesNothing() external {
        stake(THIEF, _model, 20, 1);
        bytes32 before = keccak256(abi.encode(space.accounts(), space.quote(_model)));
        token.mint(THIEF, 1000e18);
        vm.prank(THIEF);
        token.transfer(address(space), 1000e18);
        assertTrue(keccak256(abi.encode(space.accounts(), space.quote(_model))) == before, "C3: nothing is booked");
        stake(VICTIM, _model, 20, 1000e18);
        assertEq(withdrawAll(VICTIM, _model, 20), 1000e18, "C3: the next bid is whole");
        assertEq(withdrawAll(THIEF, _model, 20), 1, "C3: the donor has what it bid");
        assertEq(token.balanceOf(address(space)), 1000e18, "C3: the donation is nobody's");
    }

    /// @dev Found in review: after a loss a share is worth less than a millionth of a wei, so that all but one can take
    /// everything. The pool then has a share and nothing in it; its holder's views once failed with it.
    function test_E2_aShareOfAnEmptyPoolHarmsNobody() external {
        fund(100e18);
        stake(THIEF, _model, 20, 10e18);
        play(1e18, 0, Sheets.record(-5000, 0, 0, 10_000));
        settleOne(_model);
        vm.startPrank(THIEF);
        space.transfer(VICTIM, idOf(_model, 20), 1);
        space.withdraw(_model, 20, sharesOf(THIEF, _model, 20), THIEF, THIEF);
        vm.stopPrank();
        (uint256 assets, uint256 shares, ) = space.pool(_model, 20);
        assertTrue(assets == 0 && shares == 1, "a share of nothing");

        uint256[] memory ids = new uint256[](1);
        ids[0] = _model;
        Lens lens = Lens(_create("StakeSpaceLens.sol:StakeSpaceLens", ""));
        PositionView[] memory found = lens.positions(space, VICTIM, ids);
        assertTrue(found.length == 1 && found[0].assets == 0, "E2: a position of nothing, shown as such");
        stake(address(0xC), _model, 20, 5e18);
        assertEq(space.positionAssets(address(0xC), _model, 20), 5e18, "T4: the next bid is whole");
        play(1e18, 1000, Sheets.record(1000, 0, 0, 10_000));
        assertGt(withdrawAll(address(0xC), _model, 20), 5e18, "the pool lives on");
        withdrawAll(VICTIM, _model, 20);
        assertEq(space.modelStatus(_model).bitmap, 0, "and ends when its last share leaves");
    }

    /// @dev 230 rounds of the largest loss: a bid of everything there is would outgrow its pool's shares. It is refused, at
    /// this tick only; who is in the pool gets out.
    function test_E1_aPriceSoLowThatALargeBidOverflowsBlocksNobody() external {
        Parameters memory p = space.parameters();
        p.returnClip = 0.96e18;
        p.baseLimit = p.maxLimit;
        p.newcomerShare = 1e18;
        p.registrationFee = 0;
        vm.prank(governor);
        space.queueParameters(p);
        expire();
        _model = newModel(address(0xA));
        stake(VICTIM, _model, 100, 1000e18);
        bytes memory records = Sheets.same(2, Sheets.record(-32_768, 5000, 10_000, 10_000));
        for (uint256 i = 0; i < 40; ++i) play(1e18, 0, records);
        space.settle(_model, 100);
        (uint256 assets, uint256 shares, ) = space.pool(_model, 100);
        assertGt(shares / (assets + 1), 1e12, "the price fell a millionfold");
        token.mint(THIEF, 1e30);
        vm.startPrank(THIEF);
        token.approve(address(space), 1e30);
        vm.expectPartialRevert(IStakeSpace.SharesOverflow.selector);
        space.bid(_model, 100, 1e30, THIEF);
        space.bid(_model, 101, 1e30, THIEF);
        vm.stopPrank();
        stake(THIEF, _model, 100, 1e18);
        assertNear(withdrawAll(VICTIM, _model, 100), assets, 2, "E1: who is in gets out");
        assertGe(withdrawAll(THIEF, _model, 100) + 2, 1e18, "E1: who came in too");
    }

    function test_S2_transfersMayLeaveDustThatItsHolderCanWithdraw() external {
        stake(THIEF, _model, 20, 10e18);
        uint256 shares = sharesOf(THIEF, _model, 20);
        vm.prank(THIEF);
        space.transfer(VICTIM, idOf(_model, 20), shares - 1);
        assertEq(withdrawAll(VICTIM, _model, 20), 10e18 - 1, "all but a millionth of a wei, rounded down");
        assertEq(withdrawAll(THIEF, _model, 20), 0, "less than a wei is nothing");
        assertEq(space.accounts().burned, 1, "C1: what is left goes where burns go");
    }
}
