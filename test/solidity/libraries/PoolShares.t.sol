// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../../../contracts/interfaces/IStakeSpace.sol";
import {PoolShares} from "../../../contracts/libraries/PoolShares.sol";
import {Pool, toPool} from "../../../contracts/types/Pool.sol";
import {Test} from "../helpers/Test.sol";

contract PoolSharesTest is Test {
    using PoolShares for Pool;

    uint256 private constant MAX_ASSETS = 2 ** 120 - 1;
    uint256 private constant MAX_SHARES = 2 ** 128 - 1;

    function enter(Pool pool, uint256 added) external pure returns (Pool next, uint256 minted) {
        return pool.enter(added);
    }

    /// @dev Any pool there can be, and prices from one wei for 2^128 shares to 2^120 wei for one.
    function _pool(uint256 assets, uint256 shares) private pure returns (Pool) {
        return toPool(bound(assets, 0, MAX_ASSETS), bound(shares, 1, MAX_SHARES));
    }

    function testFuzz_S2_positionsNeverAddUpToMoreThanThePool(
        uint256 assets,
        uint256 shares,
        uint256[8] calldata cuts
    ) external pure {
        Pool pool = _pool(assets, shares);
        uint256 left = pool.shares();
        uint256 sum = 0;
        for (uint256 i = 0; i < cuts.length; ++i) {
            uint256 part = bound(cuts[i], 0, left);
            sum += pool.toAssetsDown(part);
            left -= part;
        }
        sum += pool.toAssetsDown(left);
        assertLe(sum, pool.toAssetsDown(pool.shares()), "S2: the parts are worth at most the whole");
        assertLe(sum, pool.assets(), "S2: the whole is worth at most the pool");
    }

    function testFuzz_T4_enteringAndLeavingNeverGains(uint256 assets, uint256 shares, uint256 added) external pure {
        Pool pool = toPool(bound(assets, 0, MAX_ASSETS / 2), bound(shares, 1, MAX_SHARES / 4));
        // No more than fits: the overflow has its own test.
        added = bound(added, 1, MAX_ASSETS / 2);
        uint256 minted = pool.toSharesDown(added);
        if (pool.shares() + minted > MAX_SHARES || minted == 0) return;
        Pool next;
        (next, minted) = pool.enter(added);
        (, uint256 taken, ) = next.depart(minted);
        assertLe(taken, added, "T4: bid and withdrawal return at most what went in");
    }

    function testFuzz_T4_nobodyElseLosesByAnEntryOrAnExit(
        uint256 assets,
        uint256 shares,
        uint256 others,
        uint256 added,
        uint256 removed
    ) external pure {
        Pool pool = toPool(bound(assets, 0, MAX_ASSETS / 2), bound(shares, 2, MAX_SHARES / 4));
        others = bound(others, 1, pool.shares() - 1);
        uint256 before = pool.toAssetsDown(others);
        added = bound(added, 1, MAX_ASSETS / 2);
        if (pool.shares() + pool.toSharesDown(added) <= MAX_SHARES) {
            (pool, ) = pool.enter(added);
            assertGe(pool.toAssetsDown(others), before, "T4: an entry takes nothing from the others");
        }
        before = pool.toAssetsDown(others);
        (pool, , ) = pool.depart(bound(removed, 1, pool.shares() - others));
        assertGe(pool.toAssetsDown(others), before, "T4: an exit takes nothing from the others");
    }

    function testFuzz_S2_departNeverTakesMoreThanThereIs(
        uint256 assets,
        uint256 shares,
        uint256 removed
    ) external pure {
        Pool pool = _pool(assets, shares);
        removed = bound(removed, 1, pool.shares());
        (Pool next, uint256 taken, uint256 dust) = pool.depart(removed);
        assertEq(next.assets() + taken + dust, pool.assets(), "S2: what leaves, stays and is dust is all there was");
        assertEq(next.shares() + removed, pool.shares(), "S2: shares");
        if (removed == pool.shares()) assertTrue(Pool.unwrap(next) == 0, "a pool without shares is empty");
        else assertEq(dust, 0, "dust only when the last share leaves");
    }

    /// @dev Dust is what the virtual shares own: 1e6 shares' worth, rounded up. A pool starts at 1e6 shares a wei.
    function testFuzz_dustIsAtMostTheWorthOfTheVirtualShares(uint256 assets, uint256 shares) external pure {
        Pool pool = _pool(assets, shares);
        (, uint256 taken, uint256 dust) = pool.depart(pool.shares());
        uint256 price = (pool.assets() + 1) * PoolShares.VIRTUAL_SHARES;
        assertLe(dust, price / (pool.shares() + PoolShares.VIRTUAL_SHARES) + 1, "dust");
        assertEq(taken + dust, pool.assets(), "nothing else is lost");
    }

    function testFuzz_firstBidOfAPoolIsWorthItselfToTheWei(uint256 added) external pure {
        // 2^108 wei at 1e6 shares a wei is the most that fits: more than 3e14 tokens of 18 decimals.
        (Pool pool, uint256 minted) = Pool.wrap(0).enter(bound(added, 1, 2 ** 108));
        assertEq(pool.toAssetsDown(minted), pool.assets(), "a first bid loses nothing");
    }

    /// @dev C2 for one pool: a bid in n parts is worth what the bid in one part is, less at most a wei an account, which its
    /// exit rounds off, and what n shares cost, which is nothing until a pool's stake has grown a millionfold.
    function testFuzz_C2_splittingABidCostsAtMostAWeiAnAccount(
        uint256 assets,
        uint256 shares,
        uint256 added,
        uint256 seed
    ) external pure {
        uint256 n = 2 + (seed % 19);
        // From 1e-8 wei a share, a hundredth of what it costs in a new pool, to 100.
        uint256 most = bound(assets, 1, 2 ** 100) * 10 ** ((seed >> 8) % 11);
        Pool pool = toPool(bound(assets, 1, 2 ** 100), bound(shares, most / 1000, most / 100) + 1);
        added = bound(added, n, 2 ** 90);
        (Pool whole, uint256 minted) = pool.enter(added);
        uint256 one = whole.toAssetsDown(minted);

        uint256[] memory parts = new uint256[](n);
        (pool, parts) = _enterInParts(pool, added, n, seed);
        uint256 sum = 0;
        for (uint256 i = 0; i < n; ++i) sum += pool.toAssetsDown(parts[i]);
        assertEq(pool.assets(), whole.assets(), "C2: assets of the pool");
        uint256 all = pool.shares() + PoolShares.VIRTUAL_SHARES;
        assertLe(sum, one + 1 + (pool.assets() + 1) / all, "C2: splitting gains no more than one bid rounds off");
        assertGe(sum + n + (n * (pool.assets() + 1)) / all, one, "C2: splitting costs at most a wei an account");
    }

    /// @dev Parts of very different sizes, each of a wei at least.
    function _enterInParts(
        Pool pool,
        uint256 added,
        uint256 n,
        uint256 seed
    ) private pure returns (Pool next, uint256[] memory minted) {
        minted = new uint256[](n);
        uint256 left = added;
        next = pool;
        for (uint256 i = 0; i < n; ++i) {
            uint256 part = left;
            uint256 most = 1 + (left - (n - i)) / (1 + (i % 3));
            if (i + 1 < n) part = bound(uint256(keccak256(abi.encode(seed, i))), 1, most);
            left -= part;
            (next, minted[i]) = next.enter(part);
        }
    }

    function test_sharesOverflowAtTheEdge() external {
        // A share price so low that a bid of one wei buys 2^120 shares.
        Pool pool = toPool(0, 2 ** 120 - 1e6);
        uint256 most = 2 ** 8 - 1;
        (Pool next, uint256 minted) = pool.enter(most);
        assertEq(minted, most << 120, "a wei buys all shares, the virtual ones included");
        assertTrue(next.shares() <= MAX_SHARES, "fits");
        vm.expectRevert(
            abi.encodeWithSelector(IStakeSpace.SharesOverflow.selector, (2 ** 128) + 2 ** 120 - 1e6, MAX_SHARES)
        );
        this.enter(pool, most + 1);
    }

    function test_sharesFitUpToExactlyTheMaximum() external {
        // 4 wei into an empty-looking pool mint 4 (shares + 1e6): 5 shares + 4e6 is the maximum for this many shares.
        Pool pool = toPool(0, (MAX_SHARES - 4e6) / 5);
        (Pool next, ) = pool.enter(4);
        assertEq(next.shares(), MAX_SHARES, "2^128 - 1 shares fit");
        vm.expectRevert(abi.encodeWithSelector(IStakeSpace.SharesOverflow.selector, MAX_SHARES + 5, MAX_SHARES));
        this.enter(toPool(0, pool.shares() + 1), 4);
    }
}
