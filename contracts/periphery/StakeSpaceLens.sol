// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC6909} from "@openzeppelin/contracts/interfaces/IERC6909.sol";

import {NeedsCancun} from "../base/NeedsCancun.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IStakeSpace, ModelStatus, Quote} from "../interfaces/IStakeSpace.sol";
import {TickBook} from "../libraries/TickBook.sol";
import {toPositionId} from "../types/PositionId.sol";
import {Tick} from "../types/Tick.sol";

/// @notice One occupied pool. Token wei.
struct PoolView {
    uint8 tick;
    /// Units of 1e-5 of the filled stake per round.
    uint256 rate;
    uint256 assets;
    uint256 shares;
    /// The part of the assets that clearing fills right now.
    uint256 filled;
}

/// @notice A model with its book, highest tick first.
struct ModelView {
    uint256 modelId;
    /// The zero address for an id that was not registered.
    address owner;
    /// Empty for an id that was not registered.
    string name;
    /// Whose record the model counts for, see {IModelRegistry-accountOf}.
    address account;
    ModelStatus status;
    Quote quote;
    PoolView[] pools;
}

/// @notice What a holder has at one tick of a model. Token wei.
struct PositionView {
    uint256 modelId;
    uint8 tick;
    uint256 shares;
    uint256 assets;
    /// The part of the assets that clearing fills right now, pro rata of the pool, rounded down.
    uint256 filled;
}

/// @title Batched views for pages and scripts
/// @notice Reads only; nothing depends on it. Every answer is as if the models were settled through the last closed round.
contract StakeSpaceLens is NeedsCancun {
    using TickBook for uint128;

    /// @notice The models with their books. An id that was not registered comes with the zero address as owner.
    function models(IStakeSpace space, uint256[] calldata modelIds) external view returns (ModelView[] memory views) {
        views = new ModelView[](modelIds.length);
        for (uint256 i = 0; i < modelIds.length; ++i) views[i] = model(space, modelIds[i]);
    }

    /// @notice One model with its book.
    function model(IStakeSpace space, uint256 modelId) public view returns (ModelView memory) {
        ModelStatus memory status = space.modelStatus(modelId);
        IModelRegistry registry = space.registry();
        return
            ModelView({
                modelId: modelId,
                owner: registry.ownerOrZero(modelId),
                name: registry.nameOf(modelId),
                account: registry.accountOf(modelId),
                status: status,
                quote: space.quote(modelId),
                pools: _pools(space, modelId, status.bitmap)
            });
    }

    /// @notice What each model has at risk right now in token wei, and the sum: the stake weights of the meta model, and
    /// what a payout factor is taken from.
    function filledStakes(
        IStakeSpace space,
        uint256[] calldata modelIds
    ) external view returns (uint256[] memory filled, uint256 total) {
        filled = new uint256[](modelIds.length);
        for (uint256 i = 0; i < modelIds.length; ++i) {
            filled[i] = space.quote(modelIds[i]).filled;
            total += filled[i];
        }
    }

    /// @notice What a holder has on the models, tick by tick, highest first; ticks without a position are left out.
    function positions(
        IStakeSpace space,
        address holder,
        uint256[] calldata modelIds
    ) external view returns (PositionView[] memory found) {
        uint256 most = 0;
        Tick[][] memory ticks = new Tick[][](modelIds.length);
        for (uint256 i = 0; i < modelIds.length; ++i) {
            ticks[i] = space.modelStatus(modelIds[i]).bitmap.ticksOf();
            most += ticks[i].length;
        }
        PositionView[] memory all = new PositionView[](most);
        uint256 count = 0;
        for (uint256 i = 0; i < modelIds.length; ++i) {
            for (uint256 k = 0; k < ticks[i].length; ++k) {
                PositionView memory view_ = _position(space, holder, modelIds[i], Tick.unwrap(ticks[i][k]));
                if (view_.shares == 0) continue;
                all[count] = view_;
                ++count;
            }
        }
        found = new PositionView[](count);
        for (uint256 i = 0; i < count; ++i) found[i] = all[i];
    }

    function _position(
        IStakeSpace space,
        address holder,
        uint256 modelId,
        uint8 tick
    ) private view returns (PositionView memory) {
        uint256 shares = IERC6909(address(space)).balanceOf(holder, toPositionId(modelId, Tick.wrap(tick)).unwrap());
        if (shares == 0) return PositionView(modelId, tick, 0, 0, 0);
        uint256 assets = space.positionAssets(holder, modelId, tick);
        (uint256 poolAssets, , uint256 filled) = space.pool(modelId, tick);
        // A pool can have shares and no assets left: after a loss, when the last share but one leaves.
        if (poolAssets > 0) filled = (assets * filled) / poolAssets;
        return PositionView(modelId, tick, shares, assets, filled);
    }

    function _pools(IStakeSpace space, uint256 modelId, uint128 bitmap) private view returns (PoolView[] memory pools) {
        Tick[] memory ticks = bitmap.ticksOf();
        pools = new PoolView[](ticks.length);
        for (uint256 i = 0; i < ticks.length; ++i) {
            uint8 tick = Tick.unwrap(ticks[i]);
            (uint256 assets, uint256 shares, uint256 filled) = space.pool(modelId, tick);
            pools[i] = PoolView(tick, space.rate(tick), assets, shares, filled);
        }
    }
}
