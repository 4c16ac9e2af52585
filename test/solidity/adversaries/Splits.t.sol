// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Fixture} from "../helpers/Fixture.sol";
import {Sheets} from "../helpers/Sheets.sol";

/// @notice One stake as one account's and as many accounts': sybils gain nothing by being many.
contract SplitsTest is Fixture {
    struct World {
        /// What the pools are while the stake is in them, and all that the rounds moved.
        bytes32 digest;
        /// What the stake took when it left, at both ticks.
        uint256[2] out;
        Accounts accounts;
        /// What others at its first tick have when it has left.
        uint256 others;
    }

    address private constant OTHER = address(0xB);

    uint8[2] private _ticks = [20, 40];

    function setUp() external {
        deployAll();
        newModels(1, address(0xA));
        fund(1000e18);
        // Others below, at and above the stake's lower tick; with it the space is sold out.
        stake(OTHER, 1, 10, 40e18);
        stake(OTHER, 1, 20, 30e18);
        stake(OTHER, 1, 30, 20e18 + 7);
    }

    function testFuzz_C2_splittingAStakeMovesAWeiAnAccountAtMost(uint256 seed, uint256 low, uint256 high) external {
        uint256 n = 2 + (seed % 15);
        low = bound(low, 20e18, 300e18);
        high = bound(high, 20e18, 80e18);
        uint256 start = vm.snapshotState();
        World memory one = _live(seed, [low, high], 2);
        vm.revertToState(start);
        World memory many = _live(seed, [low, high], n);

        assertTrue(one.digest == many.digest, "C2: the rounds see no difference, to the wei");
        uint256 out = one.out[0] + one.out[1];
        assertNear(out, many.out[0] + many.out[1], n, "C2: it leaves with the same but for a wei an account");
        for (uint256 i = 0; i < 2; ++i) assertLe(many.out[i], one.out[i] + 1, "C2: splitting gains nothing");
        assertNear(one.others, many.others, n, "C2: what rounding leaves goes to those who stay");
        // At the upper tick nobody stays: what is left there is burned.
        assertNear(one.accounts.burned, many.accounts.burned, n, "C2: burned");
        assertEq(one.accounts.rentOwed, many.accounts.rentOwed, "C2: rent");
        assertEq(one.accounts.treasury, many.accounts.treasury, "C2: treasury");
        assertNear(one.accounts.held, many.accounts.held, n, "C1: held");
    }

    /// @dev The stake at two ticks, of `n` accounts, one tick each; three rounds; all of them leave.
    function _live(uint256 seed, uint256[2] memory stakes, uint256 n) private returns (World memory world) {
        uint256[2] memory left = stakes;
        for (uint256 i = 0; i < n; ++i) {
            uint256 assets = stakes[i % 2] / ((n + 1 - (i % 2)) / 2);
            // The last two bring what division left.
            if (i + 2 >= n) assets = left[i % 2];
            left[i % 2] -= assets;
            stake(_sybil(i), 1, _ticks[i % 2], assets);
        }
        for (uint256 r = 0; r < 3; ++r) {
            uint256 draw = uint256(keccak256(abi.encode(seed, r)));
            vm.prank(address(0xA));
            space.setReserve(1, uint8((draw >> 64) % 50));
            bytes memory records = Sheets.record(
                int256(draw % 10_000) - 5000,
                int256((draw >> 16) % 10_000) - 5000,
                (draw >> 32) % 10_001,
                (draw >> 48) % 10_001
            );
            play((draw >> 96) % 1e18, (draw >> 160) % 5000, records);
            settleOne(1);
            world.digest = keccak256(abi.encode(world.digest, space.accounts(), space.quote(1), _pools()));
        }
        for (uint256 i = 0; i < n; ++i) world.out[i % 2] += withdrawAll(_sybil(i), 1, _ticks[i % 2]);
        world.accounts = space.accounts();
        world.others = space.positionAssets(OTHER, 1, 20);
    }

    function _sybil(uint256 i) private pure returns (address) {
        return address(uint160(0x51B0 + i));
    }

    function _pools() private view returns (uint256[2] memory assets) {
        for (uint256 i = 0; i < 2; ++i) (assets[i], , ) = space.pool(1, _ticks[i]);
    }
}
