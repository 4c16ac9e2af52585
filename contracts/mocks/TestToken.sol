// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A token for local networks: anyone may mint it
contract TestToken is ERC20, ERC20Permit {
    constructor() ERC20("Test Stake", "STAKE") ERC20Permit("Test Stake") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
