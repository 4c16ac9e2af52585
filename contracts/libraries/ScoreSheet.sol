// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

import {IScoreOracle} from "../interfaces/IScoreOracle.sol";
import {ScoreRecord} from "../types/ScoreRecord.sol";
import {Page} from "./Page.sol";

/// @title Score sheets: 8 bytes per model id, in id order, as contract code in pages
/// @notice Every page but the last holds exactly 3,000 records; model 1 is the first record of the first page. A page is
/// content addressed: its code is a STOP byte and the records, so that the code hash names the bytes.
library ScoreSheet {
    uint256 internal constant RECORD_BYTES = 8;
    uint256 internal constant PAGE_RECORDS = 3000;
    /// @notice The STOP byte in front of the records: a page can't be called into doing anything.
    uint256 private constant PREFIX = 1;

    /// @notice The address the calling contract's page of these records has, once it is made.
    function addressOf(bytes calldata records) internal view returns (address) {
        return Create2.computeAddress(0, keccak256(abi.encodePacked(type(Page).creationCode, abi.encode(records))));
    }

    /// @notice Stores the records as a page at {addressOf} them.
    function store(bytes calldata records) internal {
        new Page{salt: 0}(records);
    }

    /// @notice `keccak256` of the code hashes of the pages, in order.
    /// @dev A code hash is `keccak256(0x00 ‖ records)`; an address without code gives a hash no signed sheet can name.
    function hashOf(address[] calldata pages) internal view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](pages.length);
        for (uint256 i = 0; i < pages.length; ++i) hashes[i] = pages[i].codehash;
        return keccak256(abi.encodePacked(hashes));
    }

    /// @notice Reverts unless the pages hold exactly `modelCount` records.
    function checkLength(address[] calldata pages, uint256 modelCount) internal view {
        uint256 expected = (modelCount + PAGE_RECORDS - 1) / PAGE_RECORDS;
        require(pages.length == expected, IScoreOracle.PageCountMismatch(pages.length, expected));
        uint256 left = modelCount;
        for (uint256 i = 0; i < expected; ++i) {
            uint256 records = left < PAGE_RECORDS ? left : PAGE_RECORDS;
            uint256 size = pages[i].code.length;
            uint256 found = size == 0 ? 0 : size - PREFIX;
            require(
                found == records * RECORD_BYTES,
                IScoreOracle.SheetLengthMismatch(i, found, records * RECORD_BYTES)
            );
            left -= records;
        }
    }

    /// @notice The record of a model that the sheet covers: 1 <= modelId <= the sheet's model count.
    function recordOf(address[] storage pages, uint256 modelId) internal view returns (ScoreRecord) {
        uint256 index = modelId - 1;
        uint256 offset = (index % PAGE_RECORDS) * RECORD_BYTES;
        address page = pages[index / PAGE_RECORDS];
        uint256 word;
        // Eight bytes of a page's 24,000: `code` would copy them all.
        assembly ("memory-safe") {
            extcodecopy(page, 0, add(offset, PREFIX), RECORD_BYTES)
            word := mload(0)
        }
        return ScoreRecord.wrap(uint64(word >> 192));
    }
}
