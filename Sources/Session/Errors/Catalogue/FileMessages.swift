// What checkpoints and array files say. (`Messages` says how a row is written.)

extension Messages {
    static let file: String = #"""
        # Checkpoints
        U0726 torch.save: a whole {0} cannot be saved, because loading it would run code
        → torch.save: {0} 전체는 저장할 수 없습니다. 불러올 때 코드를 실행하게 되기 때문입니다
        U0727 torch.save: a '{0}' cannot be saved → torch.save: '{0}'은(는) 저장할 수 없습니다
        U0728 the checkpoint holds no state dict → 체크포인트에 state_dict가 없습니다
        U0729 the checkpoint holds more than a state dict → 체크포인트에 state_dict 말고 다른 것도 있습니다
        U0730 checkpoint: this is not a file that torch.save writes → 체크포인트: torch.save가 쓴 파일이 아닙니다
        U0731 UnsupportedCheckpoint: the file contains {0} (not executed)
        → 읽을 수 없는 체크포인트: 파일에 {0}이(가) 있습니다 (실행하지 않았습니다)

        # torch.save and torch.load
        torch.load() needs a file opened in binary mode → torch.load()에는 바이너리 모드('rb')로 연 파일을 주어야 합니다
        torch.save: the object is nested more than 64 deep → torch.save: 객체가 64단계보다 깊게 겹쳐 있습니다
        torch.save: the value is nested too deeply → torch.save: 값이 너무 깊게 겹쳐 있습니다
        torch.save: {0} bytes in {1} parts are too many for one file → torch.save: {1}부분 {0}바이트는 파일 하나에 너무 많습니다
        torch.save: no storage for {0} → torch.save: {0}은(는) 저장할 수 없는 자료형입니다
        save_file takes a dict of names and tensors → save_file에는 이름과 텐서의 딕셔너리를 주어야 합니다
        Parent directory {0} does not exist. → 폴더 {0}이(가) 없습니다
        checkpoint: the archive has no data.pkl → 체크포인트: data.pkl이 없습니다
        checkpoint: the file was written on a big-endian machine → 체크포인트: 빅 엔디언 컴퓨터에서 쓴 파일입니다
        checkpoint: the archive lacks the memory of tensor '{0}' → 체크포인트: 텐서 '{0}'의 값이 없습니다
        the pickle instruction 0x{0} → 피클 명령 0x{0}
        an integer of {0} bytes → {0}바이트 정수
        a call that is not one of a state dict's → state_dict에 없는 호출
        an OrderedDict made of other values → 다른 값으로 만든 OrderedDict
        a storage made by a call → 호출로 만든 저장 공간

        # Damaged files
        {0}: the file {1} → {0}: 파일을 읽을 수 없습니다. {1:ko}
        a tensor of shape {0} does not fill its {1} bytes → 모양 {0}인 텐서가 {1}바이트와 맞지 않습니다
        points outside the file → 파일 밖을 가리킵니다
        ends too early → 너무 일찍 끝납니다
        has an absurd size in it → 말이 안 되는 크기가 들어 있습니다
        has a damaged pickle → 피클이 망가져 있습니다
        is nested too deeply → 너무 깊게 겹쳐 있습니다
        has a damaged tensor entry → 텐서의 항목이 망가져 있습니다
        has a damaged parameter → 파라미터가 망가져 있습니다
        has a tensor outside its memory → 텐서가 값의 범위를 벗어납니다
        has a tensor whose memory has another size → 텐서와 값의 크기가 다릅니다
        has two sizes for one memory → 같은 값에 크기가 둘입니다
        has too many parts → 부분이 너무 많습니다
        has a damaged directory → 목록이 망가져 있습니다
        has compressed parts, which torch.save never writes → torch.save가 쓰지 않는 압축한 부분이 있습니다
        has a part with a bad or repeated name → 이름이 잘못되었거나 겹치는 부분이 있습니다
        has a damaged part → 망가진 부분이 있습니다
        has an unusual header (version {0}, {1} bytes) → 머리말이 이상합니다 (버전 {0}, {1}바이트)
        has a header that is not a plain dictionary → 머리말이 딕셔너리가 아닙니다
        has a shape that is not a tuple → 모양이 튜플이 아닙니다
        has a shape that is not a tuple of sizes → 모양이 크기의 튜플이 아닙니다
        has an unknown header entry '{0}' → 머리말에 모르는 항목 '{0}'이(가) 있습니다
        has an incomplete header → 머리말이 모자랍니다
        claims a header longer than itself → 머리말이 파일보다 깁니다
        has a header that is not an object → 머리말이 JSON 객체가 아닙니다
        has an entry '{0}' that does not describe a tensor → 항목 '{0}'은(는) 텐서가 아닙니다
        has an entry '{0}' whose size and place do not agree → 항목 '{0}'의 크기와 자리가 맞지 않습니다
        has tensors that overlap or leave holes → 텐서가 겹치거나 빈 곳이 있습니다
        has bytes that belong to no tensor → 어느 텐서의 것도 아닌 바이트가 있습니다
        has a size that is no whole number → 크기가 정수가 아닙니다
        the header is not valid JSON (byte {0}) → 머리말이 올바른 JSON이 아닙니다 ({0}번째 바이트)

        # npy
        np.save: arrays of {0} have no .npy form → np.save: {0} 배열은 .npy로 저장할 수 없습니다
        this is not a .npy file → .npy 파일이 아닙니다
        np.load: arrays of type '{0}' cannot be read (objects never are) → np.load: 자료형 '{0}' 배열은 읽을 수 없습니다 (객체는 읽지 않습니다)
        """#
}
