// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The stake of one model at one tick, in one slot: `shares << 128 | assets`.
/// @dev Both halves are below 2^128 wherever a Pool is made: assets because everything the contract ever holds is below
/// 2^120, shares because {PoolShares} refuses an entry that would not fit.
type Pool is uint256;

using {assets, shares, isEmpty, withAssets} for Pool global;

/// @notice A pool from its two halves, each below 2^128.
function toPool(uint256 assets_, uint256 shares_) pure returns (Pool) {
    return Pool.wrap((shares_ << 128) | assets_);
}

/// @notice Token wei in the pool.
function assets(Pool self) pure returns (uint256) {
    return uint128(Pool.unwrap(self));
}

/// @notice Shares outstanding; the virtual ones of {PoolShares} are not counted.
function shares(Pool self) pure returns (uint256) {
    return Pool.unwrap(self) >> 128;
}

/// @notice True when nobody holds a share.
function isEmpty(Pool self) pure returns (bool) {
    return Pool.unwrap(self) >> 128 == 0;
}

/// @notice The same shares over other assets, below 2^128.
function withAssets(Pool self, uint256 assets_) pure returns (Pool) {
    return Pool.wrap(((Pool.unwrap(self) >> 128) << 128) | assets_);
}
