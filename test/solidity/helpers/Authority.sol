// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @notice An access manager under a name of this project, so that its code can be looked up instead of built in.
contract Authority is AccessManager {
    constructor(address admin) AccessManager(admin) {}
}
