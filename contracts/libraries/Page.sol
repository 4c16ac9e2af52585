// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A page of a score sheet
/// @notice Its code is a STOP byte, so that a call does nothing, and the records. Made with CREATE2 and one salt, its
/// address is determined by its content.
/// @dev Solady's SSTORE2 was weighed: it is one more dependency for the six lines below, and reads what it stored through
/// memory, whole or by ranges, where a settlement wants eight bytes of a page. OpenZeppelin has none.
contract Page {
    constructor(bytes memory records) {
        bytes memory code = abi.encodePacked(hex"00", records);
        assembly ("memory-safe") {
            return(add(code, 0x20), mload(code))
        }
    }
}
