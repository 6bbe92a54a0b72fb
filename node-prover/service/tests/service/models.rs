//! Models from somewhere else: what does not fit is refused when the service starts, by name.

use crate::common::*;
use std::path::Path;
use zkml_circuits::artifact::VerifyingKeyFile;
use zkml_primitives::Setup;

/// A folder with one model, in which something is wrong.
fn refused_with(change: impl FnOnce(&Path)) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let at = folder.path().join("private");
    std::fs::create_dir(&at).unwrap();
    for file in ["model.zkml", "proving.key", "verifying.key"] {
        std::fs::copy(models().join("private").join(file), at.join(file)).unwrap();
    }
    change(&at);
    refused(|options| options.work.models = vec![folder.path().to_owned()])
}

fn edit(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn refuses_files_that_are_damaged_or_belong_elsewhere() {
    for file in ["model.zkml", "proving.key", "verifying.key"] {
        let cut = refused_with(|at| edit(&at.join(file), |bytes| bytes.truncate(bytes.len() / 2)));
        assert!(cut.contains(file) && cut.contains("damaged"), "{cut}");
        let flipped = refused_with(|at| edit(&at.join(file), |bytes| bytes[100] ^= 1));
        assert!(flipped.contains(file), "{flipped}");
        let empty = refused_with(|at| edit(&at.join(file), Vec::clear));
        assert!(empty.contains(file), "{empty}");
        let gone = refused_with(|at| std::fs::remove_file(at.join(file)).unwrap());
        assert!(gone.contains("failed to"), "{gone}");
    }
    let other = refused_with(|at| drop(std::fs::copy(models().join("sealed/proving.key"), at.join("proving.key"))));
    assert!(other.contains("belongs to model"), "{other}");
    let curve = refused_with(|at| drop(std::fs::copy(models().join("public/proving.key"), at.join("proving.key"))));
    assert!(curve.contains("curve"), "{curve}");
    let halves = refused_with(|at| {
        let twin = tempfile::TempDir::new().unwrap();
        write_model(twin.path(), &model("private").0);
        std::fs::copy(twin.path().join("private/verifying.key"), at.join("verifying.key")).unwrap();
    });
    assert!(halves.contains("not the other half"), "{halves}");
}

#[test]
fn refuses_a_model_that_never_fits_and_a_service_without_models() {
    let said = refused(|options| options.work.memory = Some(8 << 20));
    assert!(said.contains("MiB") && said.contains("--memory"), "{said}");
    let empty = tempfile::TempDir::new().unwrap();
    let said = refused(|options| options.work.models = vec![empty.path().to_owned()]);
    assert!(said.contains("there is none"), "{said}");
    let said = refused(|options| options.work.models = vec![empty.path().join("nowhere")]);
    assert!(said.contains("nowhere"), "{said}");
}

#[test]
fn refuses_files_that_are_far_too_large_without_reading_them() {
    // Sparse: nothing is on the disk.
    for (file, bytes) in [("verifying.key", (1 << 20) + 1), ("proving.key", (1 << 36) + 1)] {
        let said = refused_with(|at| {
            std::fs::OpenOptions::new().write(true).open(at.join(file)).unwrap().set_len(bytes).unwrap();
        });
        assert!(said.contains(file) && (said.contains("more than") || said.contains("too large")), "{said}");
    }
}

#[test]
fn refuses_a_verifying_key_that_says_something_else_than_its_model() {
    let with = |change: fn(&mut VerifyingKeyFile)| {
        refused_with(|at| {
            let mut vk = model("private").1;
            change(&mut vk);
            std::fs::write(at.join("verifying.key"), vk.encode()).unwrap();
        })
    };
    let cases: [fn(&mut VerifyingKeyFile); 2] =
        [|vk| vk.model_hash[0] ^= 1, |vk| vk.setup = Setup::Ceremony { transcript: [1; 32] }];
    for change in cases {
        let said = with(change);
        assert!(said.contains("verifying.key") && said.contains("not the other half"), "{said}");
    }
    // The same circuit and the same key, for other parameters.
    let folder = tempfile::TempDir::new().unwrap();
    write_model(folder.path(), &slow_model());
    edit(&folder.path().join("slow/verifying.key"), |bytes| {
        let mut vk = VerifyingKeyFile::decode(bytes).unwrap();
        vk.params = Some([7; 32]);
        *bytes = vk.encode();
    });
    let said = refused(|options| options.work.models = vec![folder.path().to_owned()]);
    assert!(said.contains("verifying.key") && said.contains("other parameters"), "{said}");
}

#[test]
fn refuses_more_models_than_it_would_keep() {
    let folder = tempfile::TempDir::new().unwrap();
    for i in 0..1025 {
        std::fs::write(folder.path().join(format!("{i}.zkml")), b"").unwrap();
    }
    let said = refused(|options| options.work.models = vec![folder.path().to_owned()]);
    assert!(said.contains("1025") && said.contains("1024"), "{said}");
}
