// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

import {NeedsCancun} from "./base/NeedsCancun.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IStakeSpace} from "./interfaces/IStakeSpace.sol";
import {ModelName} from "./libraries/ModelName.sol";

/// @title The models of a tournament
/// @notice What each function does and when it is refused stands in {IModelRegistry}.
contract ModelRegistry is IModelRegistry, ERC721, AccessManaged, NeedsCancun {
    using ModelName for string;
    using SafeERC20 for *;
    using ShortStrings for ShortString;

    /// @notice What is known of a model beside its owner and its name, in one slot.
    struct Record {
        /// Whose record it counts for, from round `accountFrom` on; zero after a transfer.
        address account;
        uint32 accountFrom;
        uint32 registrationRound;
    }

    /// @notice How many models there are, in one slot.
    struct Count {
        uint32 all;
        /// How many there were before the first registration after the lock of round `lockedRound`.
        uint32 atLock;
        uint32 lockedRound;
    }

    /// @dev A report's sheet has a page for 3,000 models, each of which costs its proposal some 29,000 gas: 2^20 models are
    /// 10 million of the 2^24 gas of a transaction. Were there more, none could be reported.
    uint256 private constant MAX_MODELS = 2 ** 20;

    /// @inheritdoc IModelRegistry
    IStakeSpace public stakeSpace;

    Count private _count;
    mapping(uint256 modelId => Record) private _records;
    mapping(uint256 modelId => ShortString) private _names;
    mapping(ShortString name => uint256 modelId) private _ids;
    mapping(uint256 modelId => string) private _uris;

    /// @param authority The access manager whose governor connects the registry.
    constructor(address authority) ERC721("Stakespace Model", "MODEL") AccessManaged(authority) {}

    // ------------------------------------------------------------------------------------------------------------- Models

    /// @inheritdoc IModelRegistry
    function register(string calldata name, string calldata uri, uint256 maxFee) external returns (uint256 modelId) {
        (uint256 fee, uint256 round, bool paused) = stakeSpace.registrationTerms();
        require(!paused, RegistrationPaused());
        require(fee <= maxFee, FeeAboveMaximum(fee, maxFee));
        ShortString word = name.toWord();
        require(_ids[word] == 0, NameTaken(name, _ids[word]));
        modelId = _countUp();
        _ids[word] = modelId;
        _names[modelId] = word;
        _records[modelId] = Record(msg.sender, uint32(round), uint32(round));
        _mint(msg.sender, modelId);
        emit ModelRegistered(modelId, msg.sender, round, name);
        if (bytes(uri).length > 0) _setModelURI(modelId, uri);
        if (fee > 0) stakeSpace.token().safeTransferFrom(msg.sender, stakeSpace.sink(), fee);
    }

    /// @inheritdoc IModelRegistry
    function accept(uint256 modelId) external {
        _requireOwner(modelId);
        require(_records[modelId].account != msg.sender, AlreadyAccepted(modelId, msg.sender));
        uint256 from = _round() + 1;
        _records[modelId].account = msg.sender;
        _records[modelId].accountFrom = uint32(from);
        emit ModelAccepted(modelId, msg.sender, from);
    }

    /// @inheritdoc IModelRegistry
    function setModelURI(uint256 modelId, string calldata uri) external {
        _requireOwner(modelId);
        _setModelURI(modelId, uri);
    }

    function _countUp() private returns (uint256 modelId) {
        (uint256 round, uint256 locksAt) = stakeSpace.openRound();
        Count memory count = _count;
        modelId = uint256(count.all) + 1;
        require(modelId <= MAX_MODELS, TooManyModels());
        if (block.timestamp >= locksAt && count.lockedRound != round) {
            (count.lockedRound, count.atLock) = (uint32(round), count.all);
        }
        count.all = uint32(modelId);
        _count = count;
    }

    function _setModelURI(uint256 modelId, string calldata uri) private {
        _uris[modelId] = uri;
        emit ModelURISet(modelId, uri);
    }

    /// @dev A model that changes hands counts for nobody's record until its new owner says so.
    function _update(address to, uint256 modelId, address auth) internal override returns (address from) {
        from = super._update(to, modelId, auth);
        if (from != address(0)) delete _records[modelId].account;
    }

    function _requireOwner(uint256 modelId) private view {
        require(ownerOf(modelId) == msg.sender, ERC721IncorrectOwner(msg.sender, modelId, ownerOf(modelId)));
    }

    function _round() private view returns (uint256 round) {
        (round, ) = stakeSpace.openRound();
    }

    // ----------------------------------------------------------------------------------------------------------- Governor

    /// @inheritdoc IModelRegistry
    function setStakeSpace(IStakeSpace stakeSpace_) external restricted {
        require(address(stakeSpace) == address(0), AlreadyConnected());
        require(address(stakeSpace_.registry()) == address(this), ForeignStakeSpace(address(stakeSpace_)));
        stakeSpace = stakeSpace_;
        emit StakeSpaceSet(stakeSpace_);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    /// @inheritdoc IModelRegistry
    function modelCount() external view returns (uint256) {
        return _count.all;
    }

    /// @inheritdoc IModelRegistry
    function modelCountAtLock() external view returns (uint256) {
        Count memory count = _count;
        if (count.lockedRound == 0 || count.lockedRound != _round()) return count.all;
        return count.atLock;
    }

    /// @inheritdoc IModelRegistry
    function registrationRound(uint256 modelId) external view returns (uint256) {
        return _records[modelId].registrationRound;
    }

    /// @inheritdoc IModelRegistry
    function ownerOrZero(uint256 modelId) external view returns (address) {
        return _ownerOf(modelId);
    }

    /// @inheritdoc IModelRegistry
    function accountOf(uint256 modelId) external view returns (address) {
        Record memory record = _records[modelId];
        if (record.account == address(0) || _round() < record.accountFrom) return address(0);
        return record.account;
    }

    /// @inheritdoc IModelRegistry
    function modelIdOf(string calldata name) external view returns (uint256) {
        if (!name.isValid()) return 0;
        return _ids[name.toWord()];
    }

    /// @inheritdoc IModelRegistry
    function nameOf(uint256 modelId) external view returns (string memory) {
        return _names[modelId].toString();
    }

    /// @notice Where the model's metadata stands. Reverts for an id that was not registered.
    function tokenURI(uint256 modelId) public view override returns (string memory) {
        _requireOwned(modelId);
        return _uris[modelId];
    }
}
