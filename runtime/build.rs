//! Builds the runtime to Wasm where that is asked for.

fn main() {
    #[cfg(all(feature = "std", feature = "wasm"))]
    {
        let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
        // What wallets show amounts with: symbol and decimals of `UNIT`. They are a part of the hash.
        #[cfg(feature = "metadata-hash")]
        let builder = builder.enable_metadata_hash("ZKML", 12);
        builder.build();
    }
}
