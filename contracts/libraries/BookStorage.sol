// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelHead} from "../types/ModelHead.sol";
import {ModelOffer} from "../types/ModelOffer.sol";
import {Pool} from "../types/Pool.sol";
import {Tick} from "../types/Tick.sol";
import {PoolArray} from "./PoolArray.sol";
import {Book, TickBook} from "./TickBook.sol";

/// @title The way of a book between storage and memory
/// @notice Only occupied ticks are read, and only pools that a settlement changed are written.
library BookStorage {
    using PoolArray for Pool[128];
    using PoolArray for Pool[];
    using TickBook for uint128;

    function load(Pool[128] storage stored, ModelHead head, ModelOffer offer) internal view returns (Book memory book) {
        uint128 rest = head.bitmap();
        (book.bitmap, book.base, book.earned) = (rest, offer.base(), offer.earned());
        Pool[] memory pools = new Pool[](rest.count());
        uint256 total = 0;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; rest != 0; ++i) {
                Tick tick = rest.highest();
                rest = rest.without(tick);
                Pool p = stored.read(tick);
                pools.set(i, p);
                total += p.assets();
            }
        }
        (book.pools, book.total) = (pools, total);
    }

    function store(Pool[128] storage stored, Book memory book) internal {
        uint128 rest = book.bitmap;
        for (uint256 i = 0; i < book.touched; ++i) {
            Tick tick = rest.highest();
            rest = rest.without(tick);
            stored.write(tick, book.pools.get(i));
        }
    }
}
