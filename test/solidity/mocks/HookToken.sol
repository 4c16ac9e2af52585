// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

interface ITransferHook {
    function onTransfer() external;
}

/// @title A token that tells senders and receivers of their transfers, as ERC-777 does, and holders of their permits
contract HookToken is ERC20 {
    mapping(address account => bool) public isHooked;

    constructor() ERC20("Hook", "HOOK") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setHooked(address account, bool hooked) external {
        isHooked[account] = hooked;
    }

    function permit(address owner, address, uint256, uint256, uint8, bytes32, bytes32) external {
        if (isHooked[owner]) ITransferHook(owner).onTransfer();
    }

    function _update(address from, address to, uint256 value) internal override {
        if (isHooked[from]) ITransferHook(from).onTransfer();
        super._update(from, to, value);
        if (isHooked[to]) ITransferHook(to).onTransfer();
    }
}
