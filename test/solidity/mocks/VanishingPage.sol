// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A page of a score sheet that is gone when the transaction that made it ends
/// @notice While it is built it has a helper mark it for destruction (EIP-6780 still deletes what was made in the same
/// transaction), then returns the very code an honest page has. Its code hash is right until the transaction ends;
/// afterwards it reads as zeros.
contract VanishingPage {
    /// @dev Deploys PUSH0 SELFDESTRUCT.
    bytes private constant DESTROYER = hex"615fff5f526002601ef3";

    constructor(bytes memory records) {
        bytes memory destroyer = DESTROYER;
        bytes memory code = abi.encodePacked(hex"00", records);
        assembly ("memory-safe") {
            let helper := create(0, add(destroyer, 0x20), mload(destroyer))
            pop(delegatecall(gas(), helper, 0, 0, 0, 0))
            return(add(code, 0x20), mload(code))
        }
    }
}
