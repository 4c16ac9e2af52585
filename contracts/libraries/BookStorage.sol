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
    using PoolArray for Tick[];
    using TickBook for uint128;

    function load(Pool[128] storage stored, ModelHead head, ModelOffer offer) internal view returns (Book memory book) {
        Tick[] memory ticks = head.bitmap().ticksOf();
        Pool[] memory pools = new Pool[](ticks.length);
        uint256 total = 0;
        unchecked {
            // All assets together are below 2^120.
            for (uint256 i = 0; i < ticks.length; ++i) {
                Pool p = stored.read(ticks.get(i));
                pools.set(i, p);
                total += p.assets();
            }
        }
        (book.ticks, book.pools, book.total) = (ticks, pools, total);
        (book.base, book.earned) = (offer.base(), offer.earned());
    }

    function store(Pool[128] storage stored, Book memory book) internal {
        unchecked {
            for (uint256 i = 0; i < book.touched; ++i) stored.write(book.ticks.get(i), book.pools.get(i));
        }
    }
}
