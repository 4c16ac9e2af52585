// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";

/// @title The models of a tournament
/// @notice What each function does and when it is refused stands in {IModelRegistry}.
contract ModelRegistry is IModelRegistry, ERC721, AccessManaged {
    using SafeERC20 for *;

    /// @dev A report's sheet has a page for 3,000 models, each of which costs its proposal some 29,000 gas: 2^20 models are
    /// 10 million of the 2^24 gas of a transaction. Were there more, none could be reported.
    uint256 private constant MAX_MODELS = 2 ** 20;

    /// @inheritdoc IModelRegistry
    IStakeSpace public stakeSpace;
    /// @inheritdoc IModelRegistry
    uint256 public modelCount;
    /// @inheritdoc IModelRegistry
    mapping(uint256 modelId => uint256) public registrationRound;

    mapping(uint256 modelId => string) private _uris;

    /// @param authority The access manager whose governor connects the registry.
    constructor(address authority) ERC721("Stakespace Model", "MODEL") AccessManaged(authority) {}

    /// @inheritdoc IModelRegistry
    function register(string calldata uri) external returns (uint256 modelId) {
        (uint256 fee, uint256 round, bool paused) = stakeSpace.registrationTerms();
        require(!paused, RegistrationPaused());
        modelId = ++modelCount;
        require(modelId <= MAX_MODELS, TooManyModels());
        registrationRound[modelId] = round;
        _uris[modelId] = uri;
        _mint(msg.sender, modelId);
        emit ModelRegistered(modelId, msg.sender, round, uri);
        if (fee > 0) stakeSpace.token().safeTransferFrom(msg.sender, stakeSpace.sink(), fee);
    }

    /// @inheritdoc IModelRegistry
    function setModelURI(uint256 modelId, string calldata uri) external {
        require(ownerOf(modelId) == msg.sender, ERC721IncorrectOwner(msg.sender, modelId, ownerOf(modelId)));
        _uris[modelId] = uri;
        emit ModelURISet(modelId, uri);
    }

    /// @inheritdoc IModelRegistry
    function setStakeSpace(IStakeSpace stakeSpace_) external restricted {
        require(address(stakeSpace) == address(0), AlreadyConnected());
        require(address(stakeSpace_.registry()) == address(this), ForeignStakeSpace(address(stakeSpace_)));
        stakeSpace = stakeSpace_;
        emit StakeSpaceSet(stakeSpace_);
    }

    /// @inheritdoc IModelRegistry
    function ownerOrZero(uint256 modelId) external view returns (address) {
        return _ownerOf(modelId);
    }

    /// @notice Where the model's metadata stands. Reverts for an id that was not registered.
    function tokenURI(uint256 modelId) public view override returns (string memory) {
        _requireOwned(modelId);
        return _uris[modelId];
    }
}
