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
    function test_A4_nothingDependsOnTheNumberOfBidders() external {
        // The same book twice: 900 tokens at one tick, of 300 holders and of ten.
        for (uint256 i = 0; i < 300; ++i) stake(address(uint160(0xB0000 + i)), 1, 20, 3e18);
        for (uint256 i = 0; i < 10; ++i) stake(address(uint160(0xB0000 + i)), 2, 20, 90e18);
        bytes memory records = Sheets.same(2, Sheets.record(1000, 500, 5000, 10_000));
        // A slot costs more to fill than to change: not in the round that is measured.
        play(1e18, 1000, records);
        settleOne(1);
        settleOne(2);
        play(1e18, 1000, records);
        uint256 start = vm.snapshotState();
        uint256[5] memory many = _gasOfEverything(1);
        vm.revertToState(start);
        uint256[5] memory few = _gasOfEverything(2);
        emit log_named_uint("gas of settling 300 holders", many[0]);
        emit log_named_uint("gas of settling ten", few[0]);
        for (uint256 i = 0; i < 5; ++i) {
            assertGt(many[i], 30_000, "A4: something was done");
            assertNear(many[i], few[i], few[i] / 100, "A4: 300 holders cost what ten cost");
        }
    }

    function _gasOfEverything(uint256 modelId) private returns (uint256[5] memory gas) {
        address holder = address(0xB0003);
        gas[0] = _gasOf(_settleCall(modelId));
        vm.prank(holder);
        gas[1] = _gasOf(abi.encodeCall(space.withdraw, (modelId, 20, 3e23, holder, holder)));
        vm.prank(holder);
        gas[2] = _gasOf(abi.encodeCall(space.move, (modelId, 20, 30, 1e24)));
        token.mint(holder, 5e18);
        vm.prank(holder);
        token.approve(address(space), 10e18);
        vm.prank(holder);
        gas[3] = _gasOf(abi.encodeCall(space.bid, (modelId, 20, 5e18, holder)));
        vm.prank(address(0xA));
        gas[4] = _gasOf(abi.encodeCall(space.collectRent, (modelId)));
    }
}
