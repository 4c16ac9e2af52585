// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IScoreOracle} from "../../../contracts/interfaces/IScoreOracle.sol";

/// @notice Score sheets as bytes: 8 per model, in id order.
library Sheets {
    uint256 internal constant PAGE_BYTES = 24_000;

    /// @notice One record: score and growth in units of 1e-5, weight and baseShare in units of 1e-4.
    function record(
        int256 score,
        int256 growth,
        uint256 weight,
        uint256 baseShare
    ) internal pure returns (bytes memory) {
        return abi.encodePacked(int16(score), int16(growth), uint16(weight), uint16(baseShare));
    }

    /// @notice The same record for each of `count` models.
    function same(uint256 count, bytes memory one) internal pure returns (bytes memory records) {
        records = new bytes(count * 8);
        for (uint256 i = 0; i < records.length; ++i) records[i] = one[i % 8];
    }

    /// @notice Posts the pages of a sheet.
    function post(IScoreOracle oracle, bytes memory records) internal returns (address[] memory pages) {
        pages = new address[]((records.length + PAGE_BYTES - 1) / PAGE_BYTES);
        for (uint256 i = 0; i < pages.length; ++i) {
            uint256 start = i * PAGE_BYTES;
            uint256 end = start + PAGE_BYTES;
            if (end > records.length) end = records.length;
            pages[i] = oracle.addPage(slice(records, start, end));
        }
    }

    function slice(bytes memory all, uint256 start, uint256 end) internal pure returns (bytes memory part) {
        part = new bytes(end - start);
        for (uint256 i = 0; i < part.length; ++i) part[i] = all[start + i];
    }

    function hashOf(address[] memory pages) internal view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](pages.length);
        for (uint256 i = 0; i < pages.length; ++i) hashes[i] = pages[i].codehash;
        return keccak256(abi.encodePacked(hashes));
    }
}
