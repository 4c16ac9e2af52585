// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace} from "../interfaces/IStakeSpace.sol";
import {Pool, toPool} from "../types/Pool.sol";

/// @title Shares of a pool
/// @notice Shares round down on entry and assets round down on exit, against 1e6 virtual shares and 1 virtual asset.
/// Without them the holder of one share could pump its price by the rounding leftovers of repeated moves and swallow the
/// next bid. Lemmas by their ids: docs/invariants.md.
/// @dev OpenZeppelin's ERC4626 has the same virtual shares, but as a token contract per pool; here a pool is one slot.
library PoolShares {
    uint256 internal constant VIRTUAL_SHARES = 1e6;
    uint256 internal constant VIRTUAL_ASSETS = 1;

    /// @notice Shares for `added` token wei, below 2^120, rounded down: no share's price falls by it (S2.2, T4).
    function toSharesDown(Pool self, uint256 added) internal pure returns (uint256) {
        unchecked {
            // added < 2^120 and shares + 1e6 < 2^129: the product fits in 256 bits.
            return (added * (self.shares() + VIRTUAL_SHARES)) / (self.assets() + VIRTUAL_ASSETS);
        }
    }

    /// @notice Token wei for `removed` shares, rounded down. Never above the pool's assets for shares that exist (S2.1), nor
    /// does the price of those that stay fall (S2.2, T4).
    function toAssetsDown(Pool self, uint256 removed) internal pure returns (uint256) {
        unchecked {
            // removed <= shares < 2^128 and assets < 2^127: the product fits in 256 bits.
            return (removed * (self.assets() + VIRTUAL_ASSETS)) / (self.shares() + VIRTUAL_SHARES);
        }
    }

    /// @notice The pool after `added` token wei came in, and the shares they bought.
    function enter(Pool self, uint256 added) internal pure returns (Pool next, uint256 minted) {
        minted = toSharesDown(self, added);
        uint256 total = self.shares() + minted;
        require(total <= type(uint128).max, IStakeSpace.SharesOverflow(total, type(uint128).max));
        next = toPool(self.assets() + added, total);
    }

    /// @notice The pool after `removed` shares left, the token wei they take, and the dust (a few wei, S2.3) that stays
    /// behind when the last share leaves.
    function depart(Pool self, uint256 removed) internal pure returns (Pool next, uint256 taken, uint256 dust) {
        taken = toAssetsDown(self, removed);
        uint256 leftShares = self.shares() - removed;
        uint256 leftAssets = self.assets() - taken;
        if (leftShares == 0) return (Pool.wrap(0), taken, leftAssets);
        next = toPool(leftAssets, leftShares);
    }
}
