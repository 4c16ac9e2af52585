// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice A batch reads the terms of a round once. Models that are behind by different numbers of rounds once made it use
/// terms whose memory had been given to the next model.
contract SettlementBatchTest is Fixture {
    function setUp() external {
        deployAll();
        newModels(3, address(0xA));
        fund(1000e18);
        for (uint256 m = 1; m <= 3; ++m) stake(address(0xB), m, 10, 40e18);
        // A book that needs more memory than all that model 2's settlement uses.
        for (uint8 tick = 0; tick < 128; ++tick) stake(address(0xB), 3, tick, 1e18);
        play(1e18, 2000, Sheets.same(3, Sheets.record(2000, 500, 5000, 10_000)));
        // Models 1 and 3 are settled through round 1, model 2 is not.
        settleOne(1);
        settleOne(3);
        play(1e18, 1000, Sheets.same(3, Sheets.record(-1000, 700, 10_000, 10_000)));
    }

    function test_T2_aBatchOfUnequallyLateModelsSettlesEachAsAlone() external {
        uint256[] memory ids = new uint256[](3);
        (ids[0], ids[1], ids[2]) = (1, 2, 3);
        uint256 before = vm.snapshotState();
        for (uint256 m = 1; m <= 3; ++m) settleOne(m);
        bytes32 alone = _digest();
        vm.revertToState(before);
        space.settle(ids);
        assertTrue(_digest() == alone, "T2: a batch does what its models' settlements do");
    }

    function _digest() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    space.accounts(),
                    space.roundRecord(1),
                    space.roundRecord(2),
                    abi.encode(space.modelStatus(1), space.modelStatus(2), space.modelStatus(3)),
                    space.positionAssets(address(0xB), 1, 10),
                    space.positionAssets(address(0xB), 2, 10),
                    space.positionAssets(address(0xB), 3, 10)
                )
            );
    }
}
