//! Builds the runtime to Wasm where that is asked for.

fn main() {
    #[cfg(all(feature = "std", feature = "wasm"))]
    substrate_wasm_builder::WasmBuilder::build_using_defaults();
}
