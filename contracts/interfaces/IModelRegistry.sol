// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IStakeSpace} from "./IStakeSpace.sol";

/// @title The models of a tournament
/// @notice A model is an ERC-721 token; the account that owns it earns its rent and gives it its account weight. A track
/// record follows the address, not the token. Ids count up from 1.
interface IModelRegistry is IERC721 {
    /// @notice Emitted when a model is registered.
    event ModelRegistered(uint256 indexed modelId, address indexed owner, uint256 indexed round, string uri);
    /// @notice Emitted when an owner changes where a model's metadata stands.
    event ModelURISet(uint256 indexed modelId, string uri);
    /// @notice Emitted once, when the registry is connected to its stake space.
    event StakeSpaceSet(IStakeSpace stakeSpace);

    /// @notice Raised when the registry is connected a second time.
    error AlreadyConnected();
    /// @notice Raised when the stake space names another registry.
    error ForeignStakeSpace(address stakeSpace);
    /// @notice Raised when the ids run out.
    error TooManyModels();
    /// @notice Raised when registrations are paused.
    error RegistrationPaused();

    /// @notice Registers a model for the caller, who pays the registration fee to the sink.
    /// @param uri Where the model's metadata stands; may be empty.
    /// @return modelId One more than the last.
    function register(string calldata uri) external returns (uint256 modelId);

    /// @notice Changes where the model's metadata stands. Owner of the model only.
    function setModelURI(uint256 modelId, string calldata uri) external;

    /// @notice Connects the registry to its stake space, once. Governor.
    function setStakeSpace(IStakeSpace stakeSpace) external;

    /// @notice The stake space the models are staked on in.
    function stakeSpace() external view returns (IStakeSpace);
    /// @notice How many models there are; also the highest id.
    function modelCount() external view returns (uint256);
    /// @notice The round in which a model was registered, 0 for an id that was not.
    function registrationRound(uint256 modelId) external view returns (uint256);
    /// @notice The owner of a model, the zero address for an id that was not registered. Never reverts.
    function ownerOrZero(uint256 modelId) external view returns (address);
}
