// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice A book with dust in all its 128 ticks: what it costs whoever has to settle it.
contract DustTest is Fixture {
    uint256 private constant TRANSACTION_GAS = 2 ** 24;

    address private constant DUSTER = address(0xD057);

    function setUp() external {
        deployAll();
        newModels(2, address(0xA));
        fund(1000e18);
    }

    /// @dev A share in every tick for gas alone: bid, give a share to oneself, take the rest back.
    function _dust(uint256 modelId) private {
        for (uint8 tick = 0; tick < 128; ++tick) {
            stake(DUSTER, modelId, tick, 1e18);
            vm.startPrank(DUSTER);
            space.transfer(address(0xD058), idOf(modelId, tick), 1);
            space.withdraw(modelId, tick, sharesOf(DUSTER, modelId, tick), DUSTER, DUSTER);
            vm.stopPrank();
        }
    }

    function _gasOf(bytes memory call_) private returns (uint256 used) {
        uint256 before = gasleft();
        (bool ok, ) = address(space).call{gas: TRANSACTION_GAS}(call_);
        used = before - gasleft();
        assertTrue(ok, "E1: fits in a transaction");
    }

    function _settleCall(uint256 modelId) private pure returns (bytes memory) {
        uint256[] memory ids = new uint256[](1);
        ids[0] = modelId;
        return abi.encodeWithSignature("settle(uint256[])", ids);
    }

    /// hardhat-config: isolate = true
    function test_E1_settlingAModelWithDustInEveryTickCostsAtMostAMillion() external {
        for (uint8 tick = 0; tick < 128; ++tick) stake(DUSTER, 1, tick, 1e18);
        stake(address(0xB), 1, 0, 100e18);
        // A limit above everything: all 128 ticks are filled.
        play(0, 0, Sheets.same(1, Sheets.record(0, 0, 10_000, 10_000)));
        settleOne(1);
        assertEq(space.limit(1), 1000e18, "room for all");
        play(1e18, 1000, Sheets.same(1, Sheets.record(1000, 0, 10_000, 10_000)));
        uint256 used = _gasOf(_settleCall(1));
        emit log_named_uint("gas of settling 128 filled ticks", used);
        assertLe(used, 1_000_000, "A4: at most 1,000,000 gas for 128 filled ticks");
    }

    /// hardhat-config: isolate = true
    function test_E1_anActionOnADustedModelSixteenRoundsBehindFitsInATransaction() external {
        for (uint8 tick = 0; tick < 128; ++tick) stake(DUSTER, 1, tick, 1e18);
        for (uint256 i = 0; i < 16; ++i) play(1e18, 1000, Sheets.same(1, Sheets.record(-1000, 500, 10_000, 10_000)));
        bytes memory call_ = abi.encodeCall(space.withdraw, (1, 127, sharesOf(DUSTER, 1, 127), DUSTER, DUSTER));
        vm.prank(DUSTER);
        uint256 used = _gasOf(call_);
        emit log_named_uint("gas of leaving 16 rounds behind, 128 ticks", used);
        assertLe(used, TRANSACTION_GAS / 2, "E1: half a transaction's gas is enough");
    }

    function test_dustCostsNoCapitalAndChangesNothing() external {
        stake(address(0xB), 1, 60, 50e18);
        _dust(1);
        assertEq(token.balanceOf(DUSTER), 128e18 - 128, "a wei a tick");
        play(1e18, 1000, Sheets.same(1, Sheets.record(1000, 0, 0, 10_000)));
        settleOne(1);
        // A wei or so beside 50 tokens.
        assertNear(space.positionAssets(address(0xB), 1, 60), 50.25e18, 2, "S2: the staker's return is its own");
        assertEq(space.quote(1).priceTick, 0, "A2: dust does not set the price of a book with room");
    }

    /// hardhat-config: isolate = true
    function test_A4_settlingDoesNotDependOnTheNumberOfBidders() external {
        for (uint256 i = 1; i <= 300; ++i) stake(address(uint160(0xB0000 + i)), 1, 20, 1e18);
        stake(address(0xB), 2, 20, 300e18);
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        uint256 first = _gasOf(_settleCall(2));
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        settleOne(1);
        settleOne(2);
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        uint256 many = _gasOf(_settleCall(1));
        assertGt(first, 0, "settled");
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        uint256 one = _gasOf(_settleCall(1));
        assertNear(many, one, one / 50, "A4: the same work every round");
        settleOne(2);
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        many = _gasOf(_settleCall(1));
        settleOne(1);
        play(1e18, 1000, Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000)));
        settleOne(1);
        one = _gasOf(abi.encodeWithSignature("settle(uint256,uint256)", 2, 1));
        assertNear(many, one, one / 10, "A4: 300 holders cost what one costs");
    }
}
