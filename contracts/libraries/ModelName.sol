// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

/// @title The names of models
/// @notice 1 to 31 characters of `a-z 0-9 _ -`: one word, the same bytes in every encoding, and nothing that two eyes or two
/// programs could read as two different names.
library ModelName {
    uint256 private constant MAX_LENGTH = 31;
    /// @dev One bit per character that may stand in a name, by its ASCII code.
    uint256 private constant ALPHABET =
        (uint256(1) << 0x2d) | (uint256(1) << 0x5f) | (((1 << 10) - 1) << 0x30) | (((1 << 26) - 1) << 0x61);

    /// @notice Whether a string is a name.
    function isValid(string calldata text) internal pure returns (bool) {
        bytes calldata characters = bytes(text);
        if (characters.length == 0 || characters.length > MAX_LENGTH) return false;
        for (uint256 i = 0; i < characters.length; ++i) {
            if ((ALPHABET >> uint8(characters[i])) & 1 == 0) return false;
        }
        return true;
    }

    /// @notice The word of a name. Reverts with {IModelRegistry-InvalidName} for a string that is none.
    function toWord(string calldata text) internal pure returns (ShortString) {
        require(isValid(text), IModelRegistry.InvalidName(text));
        return ShortStrings.toShortString(text);
    }
}
