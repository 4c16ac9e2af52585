// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {ModelName} from "../../../contracts/libraries/ModelName.sol";
import {Test} from "../helpers/Test.sol";

contract ModelNameTest is Test {
    function isValid(string calldata text) external pure returns (bool) {
        return ModelName.isValid(text);
    }

    function toText(string calldata text) external pure returns (string memory) {
        return ShortStrings.toString(ModelName.toWord(text));
    }

    function _mayStand(uint8 c) private pure returns (bool) {
        return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || c == 0x5f || c == 0x2d;
    }

    function test_N1_eachByteByItself() external view {
        for (uint256 c = 0; c < 256; ++c) {
            string memory text = string(abi.encodePacked(uint8(c)));
            assertTrue(this.isValid(text) == _mayStand(uint8(c)), vm.toString(c));
        }
    }

    function testFuzz_N1_aNameIsOneToThirtyOneOfThem(bytes calldata characters) external {
        bool expected = characters.length > 0 && characters.length < 32;
        for (uint256 i = 0; i < characters.length; ++i) expected = expected && _mayStand(uint8(characters[i]));
        assertTrue(this.isValid(string(characters)) == expected, "N1: by the definition");
        if (!expected) {
            vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidName.selector, string(characters)));
        }
        this.toText(string(characters));
    }

    function testFuzz_N1_aWordKeepsItsName(uint256 seed, uint256 length) external view {
        bytes memory alphabet = "abcdefghijklmnopqrstuvwxyz0123456789_-";
        bytes memory name = new bytes(bound(length, 1, 31));
        for (uint256 i = 0; i < name.length; ++i) name[i] = alphabet[uint256(keccak256(abi.encode(seed, i))) % 38];
        assertTrue(keccak256(bytes(this.toText(string(name)))) == keccak256(name), "N1: to a word and back");
    }
}
