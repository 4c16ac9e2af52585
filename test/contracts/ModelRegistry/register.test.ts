import { expect } from "chai";

import { DEFAULT_PARAMETERS } from "../../../scripts/twin/parameters.js";
import {
  at,
  deploy,
  deployed,
  ethers,
  expire,
  loadFixture,
  scheduleOf,
  setModelCount,
  SINK,
  tokens,
} from "../../helpers/contracts.js";

const FEE = tokens(1);
/** Calldata of a registration whose strings are any bytes. */
function callOf(name: string, uri: string): string {
  const selector = ethers.id("register(string,string,uint256)").slice(0, 10);
  const args = ethers.AbiCoder.defaultAbiCoder().encode(["bytes", "bytes", "uint256"], [name, uri, FEE]);
  return ethers.concat([selector, args]);
}

describe("ModelRegistry.register", () => {
  describe("given the registry is not connected", () => {
    it("it should revert", async () => {
      const { manager, owner } = await loadFixture(deployed);
      const registry = await deploy("ModelRegistry", [manager]);
      await expect(registry.connect(owner).register("one", "", FEE)).to.be.revertedWithoutReason(ethers);
    });
  });

  describe("given registrations are paused", () => {
    it("it should revert with RegistrationPaused", async () => {
      const { space, registry, guardian, owner } = await loadFixture(deployed);
      await space.connect(guardian).setPaused(true);
      await expect(registry.connect(owner).register("one", "", FEE)).to.be.revertedWithCustomError(
        registry,
        "RegistrationPaused",
      );
    });
  });

  describe("when the fee is above what the caller agreed to", () => {
    it("it should revert with FeeAboveMaximum", async () => {
      const { registry, owner } = await loadFixture(deployed);
      await expect(registry.connect(owner).register("one", "", FEE - 1n))
        .to.be.revertedWithCustomError(registry, "FeeAboveMaximum")
        .withArgs(FEE, FEE - 1n);
    });
  });

  describe("when the name is not 1 to 31 characters of a-z 0-9 _ -", () => {
    it("it should revert with InvalidName", async () => {
      const { registry, owner } = await loadFixture(deployed);
      for (const name of ["", "a".repeat(32), "Model", "a b", "a.b", "é", "/", ":", "`", "{", "a\u0000", "a=b", "^"]) {
        await expect(registry.connect(owner).register(name, "", FEE))
          .to.be.revertedWithCustomError(registry, "InvalidName")
          .withArgs(name);
      }
    });

    it("it should revert with InvalidName for bytes that are no text", async () => {
      const { registry, owner } = await loadFixture(deployed);
      for (const name of ["0xff", "0x61ff", "0xc3", "0xed40a0"]) {
        await expect(
          owner.sendTransaction({ to: registry, data: callOf(name, "0x"), gasLimit: 1_000_000 }),
        ).to.be.revertedWithCustomError(registry, "InvalidName");
      }
    });
  });

  describe("when a model has the name", () => {
    it("it should revert with NameTaken, whoever owns it and however often it was sold", async () => {
      const { registry, owner, alice } = await loadFixture(deployed);
      await registry.connect(owner).register("one", "", FEE);
      await registry.connect(owner).transferFrom(owner, alice, 1);
      for (const caller of [owner, alice]) {
        await expect(registry.connect(caller).register("one", "", FEE))
          .to.be.revertedWithCustomError(registry, "NameTaken")
          .withArgs("one", 1);
      }
    });
  });

  describe("given the ids have run out", () => {
    it("it should revert with TooManyModels", async () => {
      const { registry, owner } = await loadFixture(deployed);
      await setModelCount(registry, 2n ** 20n - 1n);
      await registry.connect(owner).register("one", "", FEE);
      expect(await registry.modelCount()).to.equal(2n ** 20n);
      await expect(registry.connect(owner).register("two", "", FEE)).to.be.revertedWithCustomError(
        registry,
        "TooManyModels",
      );
    });
  });

  describe("when the caller cannot pay the fee", () => {
    it("it should revert with the token's error", async () => {
      const { registry, token, stranger } = await loadFixture(deployed);
      await expect(registry.connect(stranger).register("one", "", FEE))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(registry, 0, FEE);
    });
  });

  describe("when the caller pays the fee", () => {
    it("it should send it to the sink", async () => {
      const { registry, space, token, owner } = await loadFixture(deployed);
      await expect(registry.connect(owner).register("one", "", FEE)).to.changeTokenBalances(
        ethers,
        token,
        [owner, SINK, space, registry],
        [-FEE, FEE, 0, 0],
      );
    });

    it("it should give the caller the next id and keep round, name and URI", async () => {
      const world = await loadFixture(deployed);
      const { registry, owner, alice } = world;
      await registry.connect(owner).register("one", "ipfs://one", FEE);
      await expire(world);
      expect(await registry.connect(alice).register.staticCall("two", "", FEE)).to.equal(2);
      await registry.connect(alice).register("two", "", FEE);
      expect(await registry.modelCount()).to.equal(2);
      expect([await registry.ownerOf(1), await registry.ownerOf(2)]).to.deep.equal([owner.address, alice.address]);
      expect([await registry.registrationRound(1), await registry.registrationRound(2)]).to.deep.equal([1n, 2n]);
      expect([await registry.nameOf(1), await registry.nameOf(2)]).to.deep.equal(["one", "two"]);
      expect([await registry.tokenURI(1), await registry.tokenURI(2)]).to.deep.equal(["ipfs://one", ""]);
    });

    it("it should make the caller the model's account at once", async () => {
      const { registry, owner } = await loadFixture(deployed);
      await registry.connect(owner).register("one", "", FEE);
      expect(await registry.accountOf(1)).to.equal(owner.address);
    });

    it("it should take every character of the alphabet, and 31 of them", async () => {
      const { registry, owner } = await loadFixture(deployed);
      const names = ["abcdefghijklmnopqrstuvwxyz", "0123456789_-", "a", "-".repeat(31)];
      for (const name of names) await registry.connect(owner).register(name, "", FEE);
      for (const [i, name] of names.entries()) {
        expect(await registry.nameOf(i + 1)).to.equal(name);
        expect(await registry.modelIdOf(name)).to.equal(i + 1);
      }
    });

    it("it should emit Transfer and ModelRegistered, and ModelURISet for a URI", async () => {
      const { registry, owner } = await loadFixture(deployed);
      const registration = registry.connect(owner).register("one", "ipfs://one", FEE);
      await expect(registration).to.emit(registry, "ModelRegistered").withArgs(1, owner.address, 1, "one");
      await expect(registration).to.emit(registry, "ModelURISet").withArgs(1, "ipfs://one");
      await expect(registration).to.emit(registry, "Transfer").withArgs(ethers.ZeroAddress, owner.address, 1);
      await expect(registry.connect(owner).register("two", "", FEE)).not.to.emit(registry, "ModelURISet");
    });
  });

  describe("when the URI is a byte string that is no text", () => {
    it("it should leave every other event readable", async () => {
      const { registry, owner } = await loadFixture(deployed);
      const data = callOf(ethers.hexlify(ethers.toUtf8Bytes("one")), "0xfffe80c0");
      const receipt = await (await owner.sendTransaction({ to: registry, data })).wait();
      const address = await registry.getAddress();
      const events = receipt!.logs
        .filter((log) => log.address === address)
        .map((log) => registry.interface.parseLog(log)!);
      expect(events.map(({ name }) => name)).to.deep.equal(["Transfer", "ModelRegistered", "ModelURISet"]);
      // The raw bytes are there for whoever wants them, in the one event that nothing has to read.
      expect(receipt!.logs.find((log) => log.topics[0] === ethers.id("ModelURISet(uint256,string)"))!.data).to.contain(
        "fffe80c0",
      );
      for (const { name, args } of events.filter((event) => event.name !== "ModelURISet")) {
        expect([...args], name).to.have.length.greaterThan(0);
      }
      expect(await registry.nameOf(1)).to.equal("one");
    });
  });

  describe("given the round has locked", () => {
    it("it should leave the models of the lock as many as they were", async () => {
      const world = await loadFixture(deployed);
      const { registry, owner } = world;
      await registry.connect(owner).register("one", "", FEE);
      const { locksAt } = await scheduleOf(world);
      await at(locksAt - 1);
      await registry.connect(owner).register("two", "", FEE);
      expect(await registry.modelCountAtLock()).to.equal(2);
      await at(locksAt);
      await registry.connect(owner).register("three", "", FEE);
      await registry.connect(owner).register("four", "", FEE);
      expect([await registry.modelCount(), await registry.modelCountAtLock()]).to.deep.equal([4n, 2n]);
      await expire(world);
      expect(await registry.modelCountAtLock()).to.equal(4);
    });
  });

  describe("given the fee is zero", () => {
    it("it should move no tokens", async () => {
      const world = await loadFixture(deployed);
      const { space, registry, token, governor, stranger } = world;
      await space.connect(governor).queueParameters({ ...DEFAULT_PARAMETERS, registrationFee: 0n });
      await expire(world);
      const registration = registry.connect(stranger).register("one", "", 0);
      await expect(registration).not.to.emit(token, "Transfer");
      expect(await registry.ownerOf(1)).to.equal(stranger.address);
    });
  });
});
