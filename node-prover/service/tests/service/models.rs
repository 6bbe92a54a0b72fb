//! Models from somewhere else: what does not fit is refused when the service starts, by name.

use crate::common::*;
use std::path::Path;

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
