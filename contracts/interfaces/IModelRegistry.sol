// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IStakeSpace} from "./IStakeSpace.sol";

/// @title The models of a tournament
/// @notice A model is an ERC-721 token with a name that is unique for ever. Ids count up from 1.
///
/// The token's owner earns the model's rent. The model's account is the address whose track record it counts for: who
/// registered it or, after a transfer, who accepted it. Until it is accepted a transferred model has no account: it counts for
/// nobody's record, and models can't be pushed onto anybody.
/// @dev Also raised, all OpenZeppelin's: AccessManagedUnauthorized, SafeERC20FailedOperation and the errors of ERC721. They are
/// in the contract's ABI; declared here again they would be there twice.
interface IModelRegistry is IERC721 {
    /// @notice Emitted when a model is registered; its owner is its account from this round on.
    event ModelRegistered(uint256 indexed modelId, address indexed owner, uint256 indexed round, string name);
    /// @notice Emitted when a new owner accepts a model, which counts for it from the opening of `fromRound` on. That a
    /// transfer left a model without an account is what the Transfer says.
    event ModelAccepted(uint256 indexed modelId, address indexed account, uint256 fromRound);
    /// @notice Emitted when it is set where a model's metadata stands. Any bytes, which need not be text: the only event
    /// with such.
    event ModelURISet(uint256 indexed modelId, string uri);
    /// @notice Emitted once, when the registry is connected to its stake space.
    event StakeSpaceSet(IStakeSpace stakeSpace);

    /// @notice Raised when a model is accepted by the account it counts for, or will from the next opening on.
    error AlreadyAccepted(uint256 modelId, address account);
    /// @notice Raised when the registry is connected a second time.
    error AlreadyConnected();
    /// @notice Raised when the registration fee is above what the caller agreed to.
    error FeeAboveMaximum(uint256 fee, uint256 maxFee);
    /// @notice Raised when the stake space names another registry.
    error ForeignStakeSpace(address stakeSpace);
    /// @notice Raised when a name is not 1 to 31 characters of `a-z 0-9 _ -`.
    error InvalidName(string name);
    /// @notice Raised when a model has the name already.
    error NameTaken(string name, uint256 modelId);
    /// @notice Raised when registrations are paused.
    error RegistrationPaused();
    /// @notice Raised when the ids run out: there are at most 2^20.
    error TooManyModels();

    /// @notice Registers a model for the caller, who pays the registration fee to the sink and is the model's account.
    /// @param name 1 to 31 characters of `a-z 0-9 _ -`, unique for ever. Predictions name the model by it.
    /// @param uri Where the model's metadata stands; may be empty. Nothing reads it.
    /// @param maxFee The most the caller pays, token wei.
    /// @return modelId One more than the last.
    function register(string calldata name, string calldata uri, uint256 maxFee) external returns (uint256 modelId);

    /// @notice Takes a model that was transferred to the caller onto the caller's record, from the next opening of a round
    /// on: nobody can rent a record for one lock. Owner of the model only.
    function accept(uint256 modelId) external;

    /// @notice Changes where the model's metadata stands. Owner of the model only.
    function setModelURI(uint256 modelId, string calldata uri) external;

    /// @notice Connects the registry to its stake space, once. Governor.
    function setStakeSpace(IStakeSpace stakeSpace) external;

    // ----------------------------------------------------------------------------------------------------------- Views
    // None of these reverts.

    /// @notice The stake space the models are staked on in.
    function stakeSpace() external view returns (IStakeSpace);
    /// @notice How many models there are; also the highest id.
    function modelCount() external view returns (uint256);
    /// @notice How many models were registered before the open round locked; all of them while it has not.
    function modelCountAtLock() external view returns (uint256);
    /// @notice The round in which a model was registered, 0 for an id that was not.
    function registrationRound(uint256 modelId) external view returns (uint256);
    /// @notice The owner of a model, the zero address for an id that was not registered.
    function ownerOrZero(uint256 modelId) external view returns (address);
    /// @notice The address whose record a model counts for in the open round: who registered it; zero after any transfer,
    /// until the first opening after the new owner accepted it.
    function accountOf(uint256 modelId) external view returns (address);
    /// @notice The model with a name, 0 if there is none.
    function modelIdOf(string calldata name) external view returns (uint256);
    /// @notice The name of a model, empty for an id that was not registered.
    function nameOf(uint256 modelId) external view returns (string memory);
}
